"""What people who review say to one another about a submission."""

from __future__ import annotations

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session

from server.actions import access, remarks
from server.console.asked import of_campaign, told
from server.console.desk import here
from server.console.said import say
from server.db import writing
from server.models import Attachment

blueprint = Blueprint("remarks", __name__)


@blueprint.post("/c/<campaign>/submissions/<key>/remarks")
def write(key: str) -> Response:
    """Add a line: on the whole, a question, or a photo named by its key."""
    with writing() as session:
        actor = here().actor
        found = access.submission(session, actor, key, "submission.remark")
        kind, _, about = told("about").partition(":")
        photo = _photo(session, about) if kind == "photo" else None
        question = about if kind == "question" else ""
        remarks.write(session, actor, of_campaign(found), told("text"), question, photo)
    place = url_for("console.review.show", key=key, _anchor="remarks")
    return say(Response(status=303, headers={"Location": place}), "remark_written")


def _photo(session: Session, key: str) -> Attachment:
    return of_campaign(access.attachment(session, here().actor, key))
