"""Other answers that came under the same id: both are kept, side by side."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.pages import rivals
from server.db import reading
from server.language import language

blueprint = Blueprint("rivals", __name__)


@blueprint.get("/c/<campaign>/submissions/<key>/rivals/<digest>")
def show(key: str, digest: str) -> str:
    """Show what is in use beside what came otherwise."""
    desk = here()
    found = of_campaign(
        access.submission(reading(), desk.actor, key, "submission.read")
    )
    page = rivals.read(reading(), desk.actor, desk.campaign, found, digest, language())
    return render_template("rivals.html", page=page, everything="all" in request.args)
