"""Other answers that came under the same id: both are kept, side by side."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from server.actions import access, redaction
from server.actions.photos import SHOWN
from server.console.asked import of_campaign
from server.console.desk import here
from server.console.originals import Came, original
from server.console.pages import rivals
from server.db import reading
from server.errors import NotFound
from server.language import language
from server.models import Submission

blueprint = Blueprint("rivals", __name__)
PATH = "/c/<campaign>/submissions/<key>/rivals/<digest>"


@blueprint.get(PATH)
def show(key: str, digest: str) -> str:
    """Show what is in use beside what came otherwise."""
    desk, found = here(), _of(key)
    page = rivals.read(reading(), desk.actor, desk.campaign, found, digest, language())
    return render_template("rivals.html", page=page, everything="all" in request.args)


@blueprint.get(f"{PATH}/photos/<int:number>")
def photo(key: str, digest: str, number: int) -> Response:
    """Give the very bytes of a photo that came with the other answers."""
    desk, found = here(), _of(key)
    rival = rivals.find(reading(), desk.actor, desk.campaign, found, digest)
    if not 0 < number <= len(rival.files):
        raise NotFound
    file = rival.files[number - 1]
    kept = redaction.guards_of(reading(), desk.campaign.id, {file["sha256"]})
    if kept[file["sha256"]].holds:
        raise redaction.OriginalGuarded
    came = Came(f"{number:03}", file["mime"], file["sha256"])
    return original(desk.campaign.room, came, SHOWN)


def _of(key: str) -> Submission:
    found = access.submission(reading(), here().actor, key, "submission.read")
    return of_campaign(found)
