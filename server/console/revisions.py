"""A correction beside what it took the place of."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from server.actions import access
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.pages import revisions
from server.db import reading
from server.language import language

blueprint = Blueprint("revisions", __name__)


@blueprint.get("/c/<campaign>/submissions/<key>/revisions")
def show(key: str) -> str:
    """Show what a correction changed, answer by answer and photo by photo."""
    desk, session = here(), reading()
    found = of_campaign(access.submission(session, desk.actor, key, "submission.read"))
    against = request.args.get("against", "")
    page = revisions.read(
        session, desk.actor, desk.campaign, found, against, language()
    )
    return render_template(
        "revisions.html", page=page, everything="all" in request.args
    )
