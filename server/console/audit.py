"""Who did what, when: the events of a campaign and the seals over them."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.pages import audit
from server.db import reading

blueprint = Blueprint("audit", __name__)


@blueprint.get("/c/<campaign>/audit")
def show() -> str:
    """List what was done in the campaign, newest first."""
    desk = here()
    home = access.campaign(reading(), desk.actor, desk.code, "audit.read")
    page = audit.read(reading(), desk.actor, home, request.args)
    return render_template("audit.html", page=page)
