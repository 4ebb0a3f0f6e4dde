"""Teams: who is in them, where they go, which phones they carry."""

from __future__ import annotations

from flask import Blueprint, render_template

from server.actions import access
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.pages import teams
from server.db import reading

blueprint = Blueprint("teams", __name__)


@blueprint.get("/c/<campaign>/teams")
def show() -> str:
    """List the teams that this person may see."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "team.read")
    page = teams.read(reading(), desk.actor, desk.campaign)
    told = (desk.actor, "device.enrol", desk.campaign)
    may_enrol = bool(page) and access.somewhere(*told)
    may_import = access.may(desk.actor, "campaign.manage", desk.campaign)
    return render_template(
        "teams.html", page=page, may_enrol=may_enrol, may_import=may_import
    )


@blueprint.get("/c/<campaign>/teams/<key>")
def one(key: str) -> str:
    """Show a team with its members, visits and phones."""
    desk = here()
    team = of_campaign(access.team(reading(), desk.actor, key, "team.read"))
    page = teams.read_one(reading(), desk.actor, desk.campaign, team)
    return render_template("team.html", page=page)
