"""What became of a period (结果数据): sums by region, entered by the office."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from server.actions import access, outcomes
from server.actions.outcomes import Entry
from server.console.asked import day, told
from server.console.desk import here
from server.console.pages import outcomes as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput

blueprint = Blueprint("outcomes", __name__)


@blueprint.get("/c/<campaign>/outcomes")
def show() -> str:
    """Show what was entered, and what does not add up."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "bulletin.read")
    page = pages.read(reading(), desk.actor, desk.campaign)
    return render_template("outcomes.html", page=page)


@blueprint.post("/c/<campaign>/outcomes")
def enter() -> Response:
    """Enter the sums of a region and a period."""
    desk = here()
    sums = (_whole(name) for name in ("problems", "persons", "sanctions"))
    given = Entry(told("region"), day("since"), day("until"), *sums)
    with writing() as session:
        home = access.campaign(session, desk.actor, desk.code, "bulletin.write")
        outcomes.enter(session, desk.actor, home, given)
    place = url_for("console.outcomes.show")
    return say(Response(status=303, headers={"Location": place}), "outcome_entered")


def _whole(name: str) -> int:
    text = told(name).strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise BadInput("outcome_number")
    return int(text)
