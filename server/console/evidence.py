"""Photos as evidence: laid side by side."""

from __future__ import annotations

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from server.actions import access
from server.console.asked import in_page, of_campaign
from server.console.desk import here
from server.console.pages import beside as pair
from server.db import reading
from server.errors import NotFound
from server.models import Attachment

blueprint = Blueprint("evidence", __name__)
PATH = "/c/<campaign>/submissions/<key>/photos/<photo>"


@blueprint.get(f"{PATH}/beside/<other>")
def beside(key: str, photo: str, other: str) -> str:
    """Show two photos that are alike beside one another."""
    desk, session = here(), reading()
    one = _photo(session, key, photo, "submission.read")
    two = of_campaign(access.attachment(session, desk.actor, other))
    page = pair.read(session, desk.actor, desk.campaign, one, two)
    return render_template("evidence/beside.html", page=page, in_page=in_page())


def _photo(session: Session, key: str, photo: str, verb: str) -> Attachment:
    """Find a photo by the submission that it belongs to; raises NotFound."""
    actor = here().actor
    submission = of_campaign(access.submission(session, actor, key, verb))
    found = access.attachment(session, actor, photo)
    if found.submission_id != submission.id:
        raise NotFound
    return found
