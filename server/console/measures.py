"""Rules made (制度成果): by the office for a theme, by a unit upon a recommendation."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    send_file,
    url_for,
)
from sqlalchemy.orm import Session

from server.actions import access, system_measures
from server.actions.system_measures import Made, Move
from server.console.asked import chosen_unit, day, of_campaign, told
from server.console.brought import stored
from server.console.desk import here
from server.console.pages import measures as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import IssueTheme, Recommendation, SystemMeasure, Unit

blueprint = Blueprint("measures", __name__)
PATH = "/c/<campaign>/measures"
OWN = "/c/<campaign>/tasks/measures/<key>"
LOOKS = {"holds": system_measures.holds, "broken": system_measures.broken}


@blueprint.get(PATH)
def show() -> str:
    """List what was made, by stage."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "theme.read")
    page = pages.listed(reading(), desk.actor, desk.campaign, request.args)
    return render_template("measures.html", page=page)


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show one with its steps and the findings behind it."""
    desk, found = here(), _found(reading(), key, "theme.read")
    page = pages.read(reading(), desk.actor, desk.campaign, found)
    return render_template("measure.html", page=page)


@blueprint.post("/c/<campaign>/themes/<theme>/measures")
def add(theme: str) -> Response:
    """Note what is made for a theme."""
    with writing() as session:
        actor = here().actor
        own = of_campaign(access.theme(session, actor, theme, "theme.write"))
        key = system_measures.add(session, actor, own, _made(session)).key
    return _back(url_for("console.measures.one", key=key), "measure_added")


@blueprint.post(f"{PATH}/<key>/<any(move, holds, broken):verb>")
def change(key: str, verb: str) -> Response:
    """Carry one on to its next stage, or say whether it holds."""
    _found(reading(), key, "advice.issue")
    move = _move() if verb == "move" else None
    with writing() as session:
        found = _found(session, key, "advice.issue")
        if move:
            system_measures.move(session, here().actor, found, move)
        else:
            LOOKS[verb](session, here().actor, found, told("words"))
    return _back(url_for("console.measures.one", key=key), f"measure_{verb}")


@blueprint.get(f"{PATH}/<key>/file")
def file(key: str) -> Response:
    """Show the document of one."""
    return _file(_found(reading(), key, "theme.read"))


@blueprint.post("/c/<campaign>/tasks/recommendations/<key>/measures")
def add_own(key: str) -> Response:
    """Let a unit note what it makes upon a recommendation."""
    with writing() as session:
        advice = _advice(session, key)
        unit = session.get_one(Unit, advice.unit_id)
        made = Made(unit, told("kind"), told("title"), told("part"), advice)
        theme = session.get_one(IssueTheme, advice.theme_id)
        system_measures.add(session, here().actor, theme, made)
    return _back(url_for("console.advice.own", key=key), "measure_added")


@blueprint.post(f"{OWN}/move")
def move_own(key: str) -> Response:
    """Let a unit carry on what it makes."""
    _own(reading(), key)
    move = _move()
    with writing() as session:
        found = _own(session, key)
        system_measures.move(session, here().actor, found, move)
        advice = session.get_one(Recommendation, found.recommendation_id)
        place = url_for("console.advice.own", key=advice.key)
    return _back(place, "measure_move")


@blueprint.get(f"{OWN}/file")
def own_file(key: str) -> Response:
    """Show a unit the document that it brought."""
    return _file(_own(reading(), key))


def _found(session: Session, key: str, verb: str) -> SystemMeasure:
    return of_campaign(access.system_measure(session, here().actor, key, verb))


def _own(session: Session, key: str) -> SystemMeasure:
    mine = access.own_measures(here().actor, here().campaign)
    found = session.scalar(mine.where(SystemMeasure.key == key))
    if found is None:
        raise NotFound
    return found


def _advice(session: Session, key: str) -> Recommendation:
    mine = access.addressed(here().actor, here().campaign)
    found = session.scalar(mine.where(Recommendation.key == key))
    if found is None:
        raise NotFound
    return found


def _made(session: Session) -> Made:
    unit = chosen_unit(session, told("unit"))
    return Made(unit, told("kind"), told("title"), told("part"))


def _move() -> Move:
    """Read where it came to; its document is in the store before any row."""
    files = stored(here().campaign, "document")
    document = files[0] if files else None
    number, words = told("doc_no"), told("words")
    return Move(told("stage"), number, day("in_force_on"), words, document)


def _file(found: SystemMeasure) -> Response:
    if not found.sha256:
        raise NotFound
    store = current_app.extensions["store"]
    return send_file(
        store.open(here().campaign.room, found.sha256),
        mimetype=found.mime,
        as_attachment=True,
        download_name=found.name,
    )


def _back(place: str, word: str) -> Response:
    return say(Response(status=303, headers={"Location": place}), word)
