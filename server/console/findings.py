"""The page of one finding: what, where, by whom, and how it got here."""

from __future__ import annotations

from flask import Blueprint, render_template

from server.actions import access
from server.actions.life import due
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.pages import across, clue, finding, follow_ups, papers
from server.db import now, reading
from server.language import language
from server.models import Finding

blueprint = Blueprint("findings", __name__)


@blueprint.get("/c/<campaign>/findings/<key>")
def show(key: str) -> str:
    """Show a finding with its photos, origin and history."""
    desk = here()
    found = of_campaign(access.finding(reading(), desk.actor, key, "finding.read"))
    page = finding.read(reading(), desk.actor, desk.campaign, found, language())
    returns = follow_ups.read(reading(), found)
    offered = papers.offered(desk, found, due.today(now()))
    told = {"returns": returns, "papers": offered, "also": _also(found)}
    clues = clue.of_finding(reading(), desk.actor, desk.campaign, found)
    return render_template("finding.html", page=page, clues=clues, **told)


def _also(found: Finding) -> across.Marks | None:
    """Read where it counts as well, for who looks over it; None for its team."""
    desk = here()
    place = found.region_code
    if not access.may(desk.actor, "overview.read", desk.campaign, region_code=place):
        return None
    return across.marks(reading(), desk.actor, found)
