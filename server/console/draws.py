"""Teams drawn by lot, with a record that anybody can check."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import arrangements, draws, rounds, sent_by_lot
from server.actions.draws import Wish
from server.actions.sent_by_lot import How
from server.console.asked import day, managed, office, told
from server.console.desk import here
from server.console.pages import draws as pages
from server.console.said import say
from server.db import reading, writing
from server.models import Campaign

blueprint = Blueprint("draws", __name__)
PATH = "/c/<campaign>/draws"


@blueprint.get(PATH)
def show() -> str:
    """List the draws, and offer another."""
    page = pages.read(reading(), office())
    return render_template("draws.html", page=page)


@blueprint.post(PATH)
def hold() -> Response:
    """Draw, and keep seed, pool and result."""
    with writing() as session:
        campaign = managed(session)
        made = draws.hold(session, here().actor, campaign, _wish(session, campaign))
        key = made.key
    place = url_for("console.draws.one", key=key)
    return say(Response(status=303, headers={"Location": place}), "draw_held")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a draw with its pool and its seed, drawn again and compared."""
    found = draws.named(reading(), office(), key)
    return render_template("draw.html", page=pages.one(reading(), found))


@blueprint.post(f"{PATH}/<key>/send")
def send(key: str) -> Response:
    """Plan the visits that the lot decided."""
    with writing() as session:
        campaign = managed(session)
        found = draws.named(session, campaign, key)
        made = sent_by_lot.send(session, here().actor, found, _how(session, campaign))
        count = len(made)
    return _back(key, "draw_sent", str(count))


@blueprint.post(f"{PATH}/<key>/call-back")
def call_back(key: str) -> Response:
    """Call all visits of a draw off, while nothing came of them."""
    with writing() as session:
        found = draws.named(session, managed(session), key)
        count = sent_by_lot.call_back(session, here().actor, found, told("reason"))
    return _back(key, "draw_called_back", str(count))


def _back(key: str, word: str, about: str) -> Response:
    place = url_for("console.draws.one", key=key)
    return say(Response(status=303, headers={"Location": place}), word, about)


def _how(session: Session, campaign: Campaign) -> How:
    item = told("plan_item")
    return How(
        tuple(request.form.getlist("forms")),
        told("mode")[:20],
        day("planned_from"),
        day("planned_to"),
        day("secret_to"),
        arrangements.named(session, campaign, item).id if item else None,
    )


def _wish(session: Session, campaign: Campaign) -> Wish:
    chosen, places = set(request.form.getlist("teams")), request.form.getlist("places")
    named = told("round")
    return Wish(
        told("purpose"),
        [team for team in pages.teams(session, campaign) if team.key in chosen],
        [one for one in pages.counties(session, campaign) if one.code in set(places)],
        rounds.named(session, campaign, named) if named else None,
        told("seed"),
    )
