"""Recommendations: drafted from a theme, answered on the unit's own desk."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    url_for,
)
from sqlalchemy.orm import Session

from server.actions import access, exports, system_measures
from server.actions.advice import steps, ways
from server.actions.advice.steps import Draft
from server.actions.exports import Taken
from server.console.asked import chosen_unit, day, of_campaign, told
from server.console.desk import here
from server.console.files import handed, sha256
from server.console.pages import advice as pages
from server.console.pages import measures
from server.console.said import say
from server.db import now, reading, writing
from server.errors import NotFound
from server.models import Recommendation
from server.reports.kinds import FONTS

blueprint = Blueprint("advice", __name__)
OFFICE = "/c/<campaign>/recommendations/<key>"
OWN = "/c/<campaign>/tasks/recommendations/<key>"


@blueprint.post("/c/<campaign>/themes/<theme>/recommendations")
def draft(theme: str) -> Response:
    """Promote a theme to a recommendation."""
    with writing() as session:
        actor = here().actor
        own = of_campaign(access.theme(session, actor, theme, "theme.write"))
        given = Draft(
            chosen_unit(session, told("unit")),
            told("facts"),
            told("asks").splitlines(),
            day("due_on"),
        )
        key = steps.draft(session, actor, own, given).key
    return _back("one", key, "advice_draft")


@blueprint.get("/c/<campaign>/recommendations")
def show() -> str:
    """List the recommendations of the themes that this person sees."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "theme.read")
    page = pages.listed(reading(), desk.actor, desk.campaign, request.args)
    return render_template("recommendations.html", page=page)


@blueprint.get(OFFICE)
def one(key: str) -> str:
    """Show a recommendation to the office."""
    found = _office(reading(), key, "theme.read")
    page = pages.for_office(reading(), here().actor, here().campaign, found)
    return _page(page, "console.advice.take")


@blueprint.post(f"{OFFICE}/<step>")
def take(key: str, step: str) -> Response:
    """Take a step of the office."""
    with writing() as session:
        found = _office(session, key, "advice.issue")
        if step not in ways.WAYS or ways.WAYS[step].by_unit:
            raise NotFound
        steps.take(session, here().actor, found, step, told("words"))
    return _back("one", key, "advice_step")


@blueprint.get(f"{OFFICE}/paper.<any(docx, pdf):ending>")
def paper(key: str, ending: str) -> Response:
    """Hand out a recommendation as a letter."""
    return _paper(_office(reading(), key, "theme.write"), ending)


@blueprint.get(OWN)
def own(key: str) -> str:
    """Show a recommendation to the unit that it is to."""
    page = pages.for_unit(reading(), _own(reading(), key))
    return _page(page, "console.advice.answer")


@blueprint.post(f"{OWN}/<step>")
def answer(key: str, step: str) -> Response:
    """Take a step of the unit."""
    with writing() as session:
        found = _own(session, key)
        if step not in ways.WAYS or not ways.WAYS[step].by_unit:
            raise NotFound
        steps.take(session, here().actor, found, step, told("words"))
    return _back("own", key, "advice_step")


@blueprint.get(f"{OWN}/paper.<any(docx, pdf):ending>")
def own_paper(key: str, ending: str) -> Response:
    """Hand out a recommendation to the unit that it is to."""
    return _paper(_own(reading(), key), ending)


def _page(page: pages.Page, take: str) -> str:
    made = measures.of_advice(reading(), page.subject)
    ahead = {one.id: system_measures.ahead(one) for one in made}
    return render_template("advice.html", page=page, take=take, made=made, ahead=ahead)


def _office(session: Session, key: str, verb: str) -> Recommendation:
    found = access.recommendation(session, here().actor, key, verb)
    if found.campaign_id != here().campaign.id:
        raise NotFound
    return found


def _own(session: Session, key: str) -> Recommendation:
    mine = access.addressed(here().actor, here().campaign)
    found = session.scalar(mine.where(Recommendation.key == key))
    if found is None:
        raise NotFound
    return found


def _paper(found: Recommendation, ending: str) -> Response:
    """Write the letter; python-docx is slow to load, so it is loaded when asked."""
    made: Any = import_module("server.reports.documents.recommendation")
    matter: Any = import_module("server.reports.documents.matter")
    store = current_app.extensions["store"]
    about = matter.matter(reading(), store, here().campaign, now())
    about = about.as_pdf(FONTS) if ending == "pdf" else about
    out = BytesIO()
    made.write(out, about, found)
    name = about.file_name(made.TITLE, found.no or "")
    what = Taken("recommendation", {"recommendation": found.key}, "", 1, sha256(out))
    with writing() as session:
        exports.take(session, here().actor, here().campaign, what)
    return handed(out, name)


def _back(page: str, key: str, word: str) -> Response:
    place = url_for(f"console.advice.{page}", key=key)
    return say(Response(status=303, headers={"Location": place}), word)
