"""The reviewer's queue, and what is decided there about many at once."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, bulk
from server.console.asked import told
from server.console.desk import here
from server.console.pages import reviewing
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import BulkDecision, Campaign

blueprint = Blueprint("reviewing", __name__)
PATH = "/c/<campaign>/review"


@blueprint.get(PATH)
def show() -> str:
    """Show what waits, what asks for eyes first."""
    campaign = _campaign(reading())
    page = reviewing.read(reading(), here().actor, campaign, request.args)
    return render_template("reviewing.html", page=page)


@blueprint.post(f"{PATH}/<any(accept, return):verb>")
def decide(verb: str) -> Response:
    """Let a decision about those that were chosen wait for its moment."""
    keys = list(dict.fromkeys(request.form.getlist("chosen")))
    with writing() as session:
        campaign = _campaign(session)
        bulk.decide(session, here().actor, campaign, verb, keys, told("reason"))
    return _back()


@blueprint.post(f"{PATH}/decisions/<decision>/undo")
def undo(decision: str) -> Response:
    """Think better of it."""
    with writing() as session:
        campaign = _campaign(session)
        bulk.undo(session, here().actor, _own(session, campaign, decision))
    return say(_back(), "bulk_undone")


def _campaign(session: Session) -> Campaign:
    desk = here()
    return access.campaign(session, desk.actor, desk.code, "submission.review")


def _own(session: Session, campaign: Campaign, key: str) -> BulkDecision:
    own = BulkDecision.of(campaign.id, here().actor.user_id or 0)
    found = session.scalar(own.where(BulkDecision.key == key))
    if found is None:
        raise NotFound
    return found


def _back() -> Response:
    place = url_for("console.reviewing.show")
    return Response(status=303, headers={"Location": place})
