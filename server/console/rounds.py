"""Rounds of visits (轮次): their days, and how far each covers the counties."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from server.actions import access, rounds
from server.actions.rounds import Plan
from server.console.asked import day, managed, told
from server.console.desk import here
from server.console.pages import overview
from server.console.said import say
from server.db import reading, writing

blueprint = Blueprint("rounds", __name__)
PATH = "/c/<campaign>/rounds"


@blueprint.get(PATH)
def show() -> str:
    """Show each round with its coverage and the counties that are missing."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "overview.read")
    page = overview.read(reading(), desk.actor, desk.campaign, {})
    may_plan = access.may(desk.actor, "campaign.manage", desk.campaign)
    return render_template("rounds.html", page=page, may_plan=may_plan)


@blueprint.post(PATH)
def add() -> Response:
    """Write a round down."""
    with writing() as session:
        rounds.start(session, here().actor, managed(session), _plan())
    return say(_back(), "round_added")


@blueprint.post(f"{PATH}/<key>")
def change(key: str) -> Response:
    """Write a round down otherwise."""
    with writing() as session:
        campaign = managed(session)
        changed = rounds.named(session, campaign, key)
        rounds.change(session, here().actor, campaign, changed, _plan())
    return say(_back(), "edited")


def _plan() -> Plan:
    number = told("no").strip()
    no = int(number[:9]) if number.isascii() and number.isdigit() else 0
    return Plan(no, told("name").strip()[:60], day("from_on"), day("to_on"))


def _back() -> Response:
    return Response(status=303, headers={"Location": url_for("console.rounds.show")})
