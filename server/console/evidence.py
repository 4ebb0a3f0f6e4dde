"""Photos as evidence: side by side, covered, sensitive, opened with a reason."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.console.asked import in_page, of_campaign, told
from server.console.covering import covered
from server.console.desk import here
from server.console.pages import beside as pair
from server.console.pages import originals
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import Attachment

blueprint = Blueprint("evidence", __name__)
PATH = "/c/<campaign>/submissions/<key>/photos/<photo>"
DOES = {
    "uncover": redaction.undo,
    "mark": redaction.mark,
    "unmark": redaction.unmark,
}


@blueprint.get(f"{PATH}/beside/<other>")
def beside(key: str, photo: str, other: str) -> str:
    """Show two photos that are alike beside one another."""
    desk, session = here(), reading()
    one = _photo(session, key, photo, "submission.read")
    two = of_campaign(access.attachment(session, desk.actor, other))
    page = pair.read(session, desk.actor, desk.campaign, one, two)
    return render_template("evidence/beside.html", page=page, in_page=in_page())


@blueprint.post(f"{PATH}/cover")
def cover(key: str, photo: str) -> Response:
    """Cover the regions that were drawn: bytes before rows."""
    found = _photo(reading(), key, photo, "submission.review")
    regions, copy = covered(found.sha256 or "")
    with writing() as session:
        found = _photo(session, key, photo, "submission.review")
        redaction.redact(session, here().actor, found, regions, copy)
    return say(_back(key, photo), "photo_cover")


@blueprint.post(f"{PATH}/<any(uncover, mark, unmark):verb>")
def change(key: str, photo: str, verb: str) -> Response:
    """Take the last cover back; mark a photo as sensitive, or no longer."""
    with writing() as session:
        found = _photo(session, key, photo, "submission.review")
        DOES[verb](session, here().actor, found)
    return say(_back(key, photo), f"photo_{verb}")


@blueprint.get(f"{PATH}/original")
def ask_original(key: str, photo: str) -> str:
    """Ask for the reason to open an original."""
    _photo(reading(), key, photo, "submission.review")
    return render_template(
        "evidence/original.html",
        action=url_for("console.evidence.open_original", key=key, photo=photo),
        back=url_for("console.review.show", key=key, photo=photo),
        in_page=in_page(),
    )


@blueprint.post(f"{PATH}/original")
def open_original(key: str, photo: str) -> Response:
    """Let this person see the original for a while, and write down why."""
    with writing() as session:
        found = _photo(session, key, photo, "submission.review")
        redaction.open_original(session, here().actor, found, told("reason"))
    return say(_back(key, photo), "photo_original")


@blueprint.get("/c/<campaign>/originals")
def openings() -> str:
    """Show who opened which original, and why."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "original.list")
    page = originals.read(reading(), desk.actor, desk.campaign, request.args)
    return render_template("evidence/originals.html", page=page)


def _photo(session: Session, key: str, photo: str, verb: str) -> Attachment:
    """Find a photo by the submission that it belongs to; raises NotFound."""
    actor = here().actor
    submission = of_campaign(access.submission(session, actor, key, verb))
    found = access.attachment(session, actor, photo)
    if found.submission_id != submission.id or found.received_at is None:
        raise NotFound
    return found


def _back(key: str, photo: str) -> Response:
    place = url_for("console.review.show", key=key, photo=photo)
    return Response(status=303, headers={"Location": place})
