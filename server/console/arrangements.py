"""The set-up of a campaign (专班): groups, mechanisms, measures, the year's plan."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from server.actions import access, arrangements
from server.actions.arrangements import LONGEST, Words
from server.console.asked import day, managed, office, told
from server.console.desk import here
from server.console.pages import arrangements as pages
from server.console.said import say
from server.db import reading, writing

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
        arrangements.add(session, here().actor, managed(session), _words())
    return _back("arrangement_added")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Ask how one is to be changed."""
    found = arrangements.named(reading(), office(), key)
    return render_template("arrangement.html", one=found)


@blueprint.post(f"{PATH}/<key>")
def change(key: str) -> Response:
    """Write one down otherwise."""
    with writing() as session:
        found = arrangements.named(session, managed(session), key)
        arrangements.change(session, here().actor, found, _words())
    return _back("edited")


@blueprint.post(f"{PATH}/<key>/remove")
def remove(key: str) -> Response:
    """Take one away."""
    with writing() as session:
        found = arrangements.named(session, managed(session), key)
        arrangements.remove(session, here().actor, found)
    return _back("arrangement_removed")


def _words() -> Words:
    return Words(
        told("kind")[:20],
        told("name").strip()[:120],
        told("owner").strip()[:120],
        told("text").strip()[:LONGEST],
        told("document").strip()[:200],
        day("from_on"),
        day("to_on"),
    )


def _back(word: str) -> Response:
    place = url_for("console.arrangements.show")
    return say(Response(status=303, headers={"Location": place}), word)
