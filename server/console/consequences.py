"""What the office does beside the steps: take a proposal up, tell a correction."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from server.actions import access
from server.actions.life import corrections, taking_up
from server.console.asked import day, of_campaign
from server.console.desk import here
from server.console.said import say
from server.db import writing

blueprint = Blueprint("consequences", __name__)
PATH = "/c/<campaign>/findings/<key>"


@blueprint.post(f"{PATH}/follow-ups/<submission>/take-up")
def take_up(key: str, submission: str) -> Response:
    """Do what a team proposed when it had been back."""
    with writing() as session:
        actor = here().actor
        finding = of_campaign(access.finding(session, actor, key, "finding.assign"))
        seen = access.follow_up(session, finding, submission)
        taking_up.take_up(session, actor, finding, seen, day("due_on"))
    return say(_to(key), "taken_up")


@blueprint.post(f"{PATH}/corrections/<correction>/told")
def told(key: str, correction: str) -> Response:
    """Tick off a unit that was told that the finding no longer counts."""
    with writing() as session:
        actor = here().actor
        finding = of_campaign(access.finding(session, actor, key, "finding.assign"))
        owing = access.correction(session, finding, correction)
        corrections.tell(session, actor, finding, owing)
    return say(_to(key), "corrected")


def _to(key: str) -> Response:
    place = url_for("console.findings.show", key=key)
    return Response(status=303, headers={"Location": place})
