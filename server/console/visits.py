"""Visits: planned for a team, given their place, and called off."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, arrangements, rounds, visits
from server.actions.visits import Plan
from server.console.asked import managed, of_campaign
from server.console.desk import here
from server.console.said import say
from server.db import read_day, reading, writing
from server.errors import BadInput, Incomplete
from server.models import Campaign, Team, Visit

blueprint = Blueprint("visits", __name__)


@blueprint.post("/c/<campaign>/teams/<key>/visits")
def plan(key: str) -> Response:
    """Issue a visit to a team; its phones learn of it when they next sync."""
    with writing() as session:
        campaign = managed(session)
        team = of_campaign(access.team(session, here().actor, key, "team.read"))
        visits.issue(session, here().actor, team, _plan(session, campaign))
    return say(_to(key), "visit_planned")


@blueprint.post("/c/<campaign>/visits/<key>/cancel")
def cancel(key: str) -> Response:
    """Call a visit off, with the reason."""
    with writing() as session:
        visit = _managed(session, key)
        visits.cancel(session, here().actor, visit, request.form.get("reason", ""))
        team = session.get_one(Team, visit.team_id).key
    return say(_to(team), "visit_cancelled")


@blueprint.post("/c/<campaign>/visits/<key>/end")
def end(key: str) -> Response:
    """End a visit; the visited region may know of it from now on."""
    with writing() as session:
        visit = _managed(session, key)
        visits.end(session, here().actor, visit)
        team = session.get_one(Team, visit.team_id).key
    return say(_to(team), "visit_ended")


@blueprint.get("/c/<campaign>/visits/<key>/place")
def ask_place(key: str) -> str:
    """Ask where the visit's site is."""
    visit = _managed(reading(), key)
    return render_template("place.html", visit=visit, back=request.args.get("back"))


@blueprint.post("/c/<campaign>/visits/<key>/place")
def place(key: str) -> Response:
    """Write where it is; the photos of the visit are looked at anew."""
    with writing() as session:
        visit = _managed(session, key)
        latitude, longitude = visits.spot(request.form.get("spot", ""))
        if latitude is None or longitude is None:
            raise Incomplete("spot_missing")
        visits.locate(session, here().actor, visit, latitude, longitude)
        team = session.get_one(Team, visit.team_id).key
    back = request.form.get("back", "")
    place = url_for("console.review.show", key=back) if back else None
    answer = Response(status=303, headers={"Location": place}) if place else _to(team)
    return say(answer, "visit_located")


def _managed(session: Session, key: str) -> Visit:
    return of_campaign(access.visit(session, here().actor, key, "campaign.manage"))


def _plan(session: Session, campaign: Campaign) -> Plan:
    sent, chosen = request.form, request.form.get("round", "")
    latitude, longitude = visits.spot(sent.get("spot", ""))
    return Plan(
        site_name=sent.get("site_name", "")[:200],
        region_code=sent.get("region", "").partition(" ")[0][:12] or None,
        planned_from=_day(sent.get("planned_from", "")),
        planned_to=_day(sent.get("planned_to", "")),
        form_ids=tuple(sent.getlist("forms")),
        mode=sent.get("mode", "unannounced")[:20],
        latitude=latitude,
        longitude=longitude,
        plan_item_id=_plan_item(session, campaign),
        secret_to=_day(sent.get("secret_to", "")),
        round_id=rounds.named(session, campaign, chosen).id if chosen else None,
    )


def _plan_item(session: Session, campaign: Campaign) -> int | None:
    named = request.form.get("plan_item", "")
    return arrangements.named(session, campaign, named).id if named else None


def _to(key: str) -> Response:
    place = url_for("console.teams.one", key=key, _anchor="visits")
    return Response(status=303, headers={"Location": place})


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        raise BadInput("day_bad", value=text[:40]) from None
