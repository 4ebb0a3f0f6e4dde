"""Milestones (节点任务): counted backwards, written down, changed and done."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from server.actions import access, arrangements, milestones
from server.actions.milestones import Plan
from server.console.asked import day, managed, office, told
from server.console.desk import here
from server.console.pages import milestones as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, Incomplete
from server.models import Campaign

blueprint = Blueprint("milestones", __name__)
PATH = "/c/<campaign>/milestones"


@blueprint.get(PATH)
def show() -> str:
    """Show every milestone on one scale, with its slack."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "overview.read")
    page = pages.read(reading(), desk.actor, desk.campaign)
    return render_template("milestones.html", page=page)


@blueprint.post(PATH)
def add() -> Response:
    """Write a milestone down."""
    with writing() as session:
        campaign = managed(session)
        milestones.add(session, here().actor, campaign, _plan(campaign))
    return say(_back(), "milestone_added")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Ask how a milestone is to be changed."""
    milestone = milestones.named(reading(), office(), key)
    page = pages.read(reading(), here().actor, here().campaign)
    return render_template("milestone.html", page=page, milestone=milestone)


@blueprint.post(f"{PATH}/<key>")
def change(key: str) -> Response:
    """Write a milestone down otherwise."""
    with writing() as session:
        campaign = managed(session)
        milestone = milestones.named(session, campaign, key)
        plan = _plan(campaign)
        milestones.change(session, here().actor, campaign, milestone, plan)
    return say(_back(), "edited")


@blueprint.post(f"{PATH}/<key>/done")
def finish(key: str) -> Response:
    """Let a milestone be done since a day."""
    with writing() as session:
        milestone = milestones.named(session, managed(session), key)
        done_on = day("done_on")
        if done_on is None:
            raise Incomplete("date_unknown")
        milestones.finish(session, here().actor, milestone, done_on)
    return say(_back(), "milestone_done")


@blueprint.post(f"{PATH}/<key>/resume")
def resume(key: str) -> Response:
    """Let a milestone not be done after all."""
    with writing() as session:
        milestone = milestones.named(session, managed(session), key)
        milestones.resume(session, here().actor, milestone)
    return say(_back(), "milestone_resumed")


@blueprint.post(f"{PATH}/<key>/remove")
def remove(key: str) -> Response:
    """Take a milestone away."""
    with writing() as session:
        milestone = milestones.named(session, managed(session), key)
        milestones.remove(session, here().actor, milestone)
    return say(_back(), "milestone_removed")


def _plan(campaign: Campaign) -> Plan:
    after = told("after")
    before = milestones.named(reading(), campaign, after) if after else None
    return Plan(
        told("name").strip()[:120],
        told("owner").strip()[:120],
        _days(told("days")),
        day("due_on"),
        before.id if before else None,
        _part(campaign),
    )


def _part(campaign: Campaign) -> int | None:
    named = told("part")
    return arrangements.named(reading(), campaign, named).id if named else None


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadInput("milestone_days", most=milestones.LONGEST)
    return int(text[:9])


def _back() -> Response:
    place = url_for("console.milestones.show")
    return Response(status=303, headers={"Location": place})
