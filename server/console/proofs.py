"""Proofs as pictures: their bytes, covered, sensitive, opened with a reason."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.photos import SHOWN
from server.console.asked import in_page, of_campaign, told
from server.console.covering import covered
from server.console.desk import here, visitor
from server.console.originals import Came, original
from server.console.pages import proof as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import Campaign, Finding, Proof

blueprint = Blueprint("proofs", __name__)
PATH = "/c/<campaign>/findings/<key>/proofs/<proof>"
DOES = {
    "uncover": redaction.undo,
    "mark": redaction.mark,
    "unmark": redaction.unmark,
}


@blueprint.get("/proofs/<key>")
def whole(key: str) -> Response:
    """Give the very bytes that came, or the covered copy that stands for them.

    A browser shows only known kinds of photo. A unit has what it brought itself.
    """
    session, actor = reading(), visitor().actor
    found = access.proof(session, actor, key)
    room = session.get_one(Campaign, found.campaign_id).room
    sha256 = pages.seen_as(session, actor, found)
    mime = found.mime if sha256 == found.sha256 else "image/jpeg"
    return original(room, Came(found.name, mime, sha256), SHOWN)


@blueprint.get(PATH)
def show(key: str, proof: str) -> str:
    """Show one picture of afterwards, and what of it may leave."""
    finding, found = _picture(reading(), key, proof, "submission.read")
    page = pages.read(reading(), here().actor, here().campaign, finding, found)
    return render_template("evidence/proof.html", page=page)


@blueprint.post(f"{PATH}/cover")
def cover(key: str, proof: str) -> Response:
    """Cover the regions that were drawn: bytes before rows."""
    _finding, found = _picture(reading(), key, proof, "finding.review")
    regions, copy = covered(found.sha256)
    with writing() as session:
        _finding, found = _picture(session, key, proof, "finding.review")
        redaction.redact(session, here().actor, found, regions, copy)
    return say(_back(key, proof), "photo_cover")


@blueprint.post(f"{PATH}/<any(uncover, mark, unmark):verb>")
def change(key: str, proof: str, verb: str) -> Response:
    """Take the last cover back; mark a picture as sensitive, or no longer."""
    with writing() as session:
        _finding, found = _picture(session, key, proof, "finding.review")
        DOES[verb](session, here().actor, found)
    return say(_back(key, proof), f"photo_{verb}")


@blueprint.get(f"{PATH}/original")
def ask_original(key: str, proof: str) -> str:
    """Ask for the reason to open an original."""
    _picture(reading(), key, proof, "finding.review")
    return render_template(
        "evidence/original.html",
        action=url_for("console.proofs.open_original", key=key, proof=proof),
        back=url_for("console.proofs.show", key=key, proof=proof),
        in_page=in_page(),
    )


@blueprint.post(f"{PATH}/original")
def open_original(key: str, proof: str) -> Response:
    """Let this person see the original for a while, and write down why."""
    with writing() as session:
        _finding, found = _picture(session, key, proof, "finding.review")
        redaction.open_original(session, here().actor, found, told("reason"))
    return say(_back(key, proof), "photo_original")


def _picture(
    session: Session, key: str, proof: str, verb: str
) -> tuple[Finding, Proof]:
    """Find a picture by the finding that it belongs to; raises NotFound."""
    finding = of_campaign(access.finding(session, here().actor, key, verb))
    found = access.proof(session, here().actor, proof)
    if found.finding_id != finding.id or found.mime not in SHOWN:
        raise NotFound
    return finding, found


def _back(key: str, proof: str) -> Response:
    place = url_for("console.proofs.show", key=key, proof=proof)
    return Response(status=303, headers={"Location": place})
