"""What waits for this person's verification, as a list."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.pages import verifying
from server.db import reading

blueprint = Blueprint("verifying", __name__)


@blueprint.get("/c/<campaign>/verifying")
def show() -> str:
    """Show the findings whose next level is this person's, the oldest first."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "finding.verify")
    page = verifying.page(reading(), desk.actor, desk.campaign, request.args)
    return render_template("verifying.html", page=page)
