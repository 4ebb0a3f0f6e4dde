"""The list of submissions."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.desk import here
from server.console.pages import submissions
from server.db import reading
from server.language import language

blueprint = Blueprint("submissions", __name__)


@blueprint.get("/c/<campaign>/submissions")
def show() -> str:
    """Show the submissions that the address asks for."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "submission.read")
    page = submissions.read(
        reading(), desk.actor, desk.campaign, request.args, language()
    )
    return render_template("submissions.html", page=page)
