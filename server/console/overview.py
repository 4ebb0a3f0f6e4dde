"""The wall chart (挂图作战): where the campaign stands, every figure a door."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.pages import changes, overview
from server.db import reading
from server.reports import vocabulary

blueprint = Blueprint("overview", __name__)


@blueprint.get("/c/<campaign>/overview")
def show() -> str:
    """Show the figures by county, stage and category, as the address asks."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "overview.read")
    page = overview.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template(
        "overview.html", page=page, colours=overview.COLOURS, names=vocabulary
    )


@blueprint.get("/c/<campaign>/changes")
def compare() -> str:
    """Show what changed between the ends of two days."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "ledger.read")
    page = changes.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template("changes.html", page=page)
