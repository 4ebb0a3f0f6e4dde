"""The set-up of a campaign (专班): groups, mechanisms, measures, the year's plan."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy.orm import Session

from server.actions import access, arrangements
from server.actions.arrangements import HOUSES, LONGEST, MOST_PEOPLE, Words
from server.console.asked import day, managed, office, told
from server.console.desk import here
from server.console.pages import arrangements as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.models import Campaign

blueprint = Blueprint("arrangements", __name__)
PATH = "/c/<campaign>/arrangements"


@blueprint.get(PATH)
def show() -> str:
    """Show who leads, who works in which group, by which rules, and what is planned."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "overview.read")
    page = pages.read(reading(), desk.actor, desk.campaign)
    return render_template("arrangements.html", page=page)


@blueprint.post(PATH)
def add() -> Response:
    """Write one down."""
    with writing() as session:
        campaign = managed(session)
        given = _words(session, campaign)
        arrangements.add(session, here().actor, campaign, given)
    return _back("arrangement_added")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Ask how one is to be changed."""
    campaign = office()
    found = arrangements.named(reading(), campaign, key)
    houses = pages.choices(reading(), campaign, HOUSES)
    return render_template("arrangement.html", one=found, houses=houses)


@blueprint.post(f"{PATH}/<key>")
def change(key: str) -> Response:
    """Write one down otherwise."""
    with writing() as session:
        campaign = managed(session)
        found = arrangements.named(session, campaign, key)
        given = _words(session, campaign)
        arrangements.change(session, here().actor, found, given)
    return _back("edited")


@blueprint.post(f"{PATH}/<key>/remove")
def remove(key: str) -> Response:
    """Take one away."""
    with writing() as session:
        found = arrangements.named(session, managed(session), key)
        arrangements.remove(session, here().actor, found)
    return _back("arrangement_removed")


def _words(session: Session, campaign: Campaign) -> Words:
    return Words(
        told("kind")[:20],
        told("name").strip()[:120],
        told("owner").strip()[:120],
        told("text").strip()[:LONGEST],
        told("document").strip()[:200],
        day("from_on"),
        day("to_on"),
        _house(session, campaign),
        _people(),
    )


def _people() -> int | None:
    """Read how many came; raises BadInput for what is no number."""
    text = told("people").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise BadInput("arrangement_people", most=MOST_PEOPLE)
    return int(text)


def _house(session: Session, campaign: Campaign) -> int | None:
    """Give the group that a member is of; of other parts it is not asked."""
    named = told("part_of") if told("kind") == "member" else ""
    houses = pages.choices(session, campaign, HOUSES)
    return next((one.id for one in houses if one.key == named), None)


def _back(word: str) -> Response:
    place = url_for("console.arrangements.show")
    return say(Response(status=303, headers={"Location": place}), word)
