"""Conferences about clues: held, decided clue by clue, printed as minutes."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.clues import conferences
from server.actions.clues.conferences import Decision, Meeting
from server.console.asked import day, of_campaign, told
from server.console.clues import names
from server.console.desk import here
from server.console.pages import conferences as pages
from server.console.said import say
from server.db import reading, writing
from server.models import CaseConference

blueprint = Blueprint("conferences", __name__)
PATH = "/c/<campaign>/conferences"


@blueprint.get(PATH)
def show() -> str:
    """List the conferences, with a form for the next one."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "clue.work")
    page = pages.listed(reading(), desk.actor, desk.campaign, request.args)
    return render_template("conferences.html", page=page)


@blueprint.post(PATH)
def hold() -> Response:
    """Write a conference down."""
    desk = here()
    given = Meeting(
        told("region"), day("held_on"), told("units"), told("venue"), told("summary")
    )
    with writing() as session:
        home = access.campaign(session, desk.actor, desk.code, "clue.work")
        key = conferences.hold(session, desk.actor, home, given).key
    return _back(key, "conference_held")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a conference with what it decided."""
    found = _found(reading(), key)
    page = pages.read(reading(), here().actor, here().campaign, found)
    return render_template("conference.html", page=page)


@blueprint.post(f"{PATH}/<key>/decisions")
def decide(key: str) -> Response:
    """Keep what was decided about one clue."""
    due_on, assist = day("due_on"), names("assist")
    decision = Decision(told("words"), told("lead"), assist, due_on)
    with writing() as session:
        actor, found = here().actor, _found(session, key)
        clue = of_campaign(access.clue(session, actor, told("clue"), "clue.work"))
        conferences.decide(session, actor, found, clue, decision)
    return _back(key, "conference_decided")


def _found(session: Session, key: str) -> CaseConference:
    return of_campaign(access.conference(session, here().actor, key))


def _back(key: str, word: str) -> Response:
    place = url_for("console.conferences.one", key=key)
    return say(Response(status=303, headers={"Location": place}), word)
