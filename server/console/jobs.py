"""Work that was given up: one button on the start page tries all of it again."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from server.actions import given_up
from server.console.asked import managed
from server.console.desk import here
from server.console.said import say
from server.db import writing

blueprint = Blueprint("jobs", __name__)


@blueprint.post("/c/<campaign>/jobs/retry")
def retry() -> Response:
    """Try again what was given up in this campaign."""
    with writing() as session:
        given_up.try_again(session, here().actor, managed(session))
    place = url_for("console.start.show", campaign=here().code)
    return say(Response(status=303, headers={"Location": place}), "jobs_retried")
