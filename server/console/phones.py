"""Phones: invited by a code, given Collect's settings, and let go."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, devices
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.pages import codes
from server.console.said import say
from server.db import writing
from server.models import Grant, Team, User

blueprint = Blueprint("phones", __name__)
PATH = "/c/<campaign>/teams/<key>"


@blueprint.post(f"{PATH}/invite")
def invite(key: str) -> str:
    """Make a one-time code for the field app; shown on this page only."""
    with writing() as session:
        team = _team(session, key)
        user = _member(session, team, request.form.get("user", ""))
        code = devices.invite(session, here().actor, team, user)
    card = codes.for_field_app(_base(), user, code)
    return render_template("code.html", card=card, team=team)


@blueprint.post(f"{PATH}/collect")
def collect(key: str) -> str:
    """Make a key for ODK Collect; shown on this page only."""
    with writing() as session:
        team = _team(session, key)
        label = request.form.get("label", "")
        device, token = devices.issue(session, here().actor, team, label)
    card = codes.for_collect(_base(), here().campaign, device, token)
    return render_template("code.html", card=card, team=team)


@blueprint.post("/c/<campaign>/phones/<key>/revoke")
def revoke(key: str) -> Response:
    """Take a phone's token back; what it sent stays."""
    with writing() as session:
        actor = here().actor
        device = of_campaign(access.device(session, actor, key, "device.enrol"))
        devices.revoke(session, actor, device)
        team = session.get_one(Team, device.team_id).key
    place = url_for("console.teams.one", key=team, _anchor="phones")
    return say(Response(status=303, headers={"Location": place}), "revoked")


def _team(session: Session, key: str) -> Team:
    return of_campaign(access.team(session, here().actor, key, "device.enrol"))


def _member(session: Session, team: Team, key: str) -> User | None:
    """Find a member of the team by key; nobody when none is named."""
    if not key:
        return None
    return session.scalar(
        select(User)
        .join(Grant, Grant.user_id == User.id)
        .where(User.key == key, Grant.team_id == team.id)
        .limit(1)
    )


def _base() -> str:
    base: str = current_app.extensions["settings"].base_url
    return base
