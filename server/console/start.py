"""The first page of a campaign: what waits, and where it stands."""

from __future__ import annotations

from flask import Blueprint, render_template

from server.console.desk import here
from server.console.pages import start
from server.db import reading

blueprint = Blueprint("start", __name__)


@blueprint.get("/c/<campaign>/")
def show() -> str:
    """Show what waits for this person and the campaign's figures."""
    desk = here()
    return render_template(
        "start.html", page=start.read(reading(), desk.actor, desk.campaign)
    )
