"""Things counted once: their figures, what names them, and which are the same."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access, things
from server.console.desk import here
from server.console.pages import distinct, likenesses
from server.console.pages import things as thing_pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.models import Campaign, LikenessState, Thing

blueprint = Blueprint("distinct", __name__)


@blueprint.get("/c/<campaign>/distinct/<kind>")
def show(kind: str) -> str:
    """Show the figures of a region and the things in it."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "form.read")
    page = distinct.read(reading(), desk.actor, desk.campaign, kind, request.args)
    return render_template("distinct.html", page=page)


@blueprint.get("/c/<campaign>/things/<key>")
def one(key: str) -> str:
    """Show every place that names a thing."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "form.read")
    page = thing_pages.read(reading(), desk.actor, desk.campaign, key, request.args)
    return render_template("thing.html", page=page)


@blueprint.get("/c/<campaign>/distinct/<kind>/likeness")
def alike(kind: str) -> str:
    """Show pairs that may be one, side by side."""
    campaign = _deciding(reading())
    page = likenesses.read(reading(), here().actor, campaign, kind, request.args)
    return render_template("likeness.html", page=page)


@blueprint.post("/c/<campaign>/likeness/<key>/same")
def same(key: str) -> ResponseReturnValue:
    """Count both as the one that the form names first."""
    with writing() as session:
        campaign = _deciding(session)
        found = things.likeness(session, campaign, key)
        sides = [session.get_one(Thing, one) for one in (found.left_id, found.right_id)]
        of = request.form.get("of", "")
        if of not in {side.key for side in sides}:
            raise BadInput
        alias, of_thing = sorted(sides, key=lambda side: side.key == of)
        things.unite(session, here().actor, alias, of_thing)
        kind = found.kind
    return say(_to_pairs(kind), "thing_united")


@blueprint.post("/c/<campaign>/likeness/<key>/different")
def different(key: str) -> ResponseReturnValue:
    """Say that two things are not the same."""
    with writing() as session:
        found = things.likeness(session, _deciding(session), key)
        things.keep_apart(session, here().actor, found)
        kind = found.kind
    return say(_to_pairs(kind), "thing_kept_apart")


@blueprint.post("/c/<campaign>/likeness/<key>/undo")
def undo(key: str) -> ResponseReturnValue:
    """Take a decision back, whichever it was."""
    with writing() as session:
        found = things.likeness(session, _deciding(session), key)
        if found.state == LikenessState.SAME:
            things.part(session, here().actor, found)
        else:
            things.ask_again(session, here().actor, found)
        kind = found.kind
    return say(_to_pairs(kind), "thing_undone")


@blueprint.post("/c/<campaign>/things/<key>/unite")
def unite(key: str) -> ResponseReturnValue:
    """Count another thing as this one."""
    with writing() as session:
        campaign = _deciding(session)
        of = things.of_campaign(session, campaign, key)
        alias = things.of_campaign(session, campaign, request.form.get("alias", ""))
        things.unite(session, here().actor, alias, of)
    return say(_to(key), "thing_united")


@blueprint.post("/c/<campaign>/things/<key>/part")
def part(key: str) -> ResponseReturnValue:
    """Count a thing by itself again."""
    with writing() as session:
        thing = things.of_campaign(session, _deciding(session), key)
        things.undo(session, here().actor, things.alias_of(session, thing))
    return say(_to(key), "thing_undone")


def _deciding(session: Session) -> Campaign:
    desk = here()
    return access.campaign(session, desk.actor, desk.code, "thing.decide")


def _to_pairs(kind: str) -> Response:
    return _see(url_for("console.distinct.alike", kind=kind))


def _to(key: str) -> Response:
    return _see(url_for("console.distinct.one", key=key))


def _see(place: str) -> Response:
    return Response(status=303, headers={"Location": place})
