"""What is printed about clues: transfer letters and minutes; each taking is noted."""

from __future__ import annotations

from typing import Any, BinaryIO

from flask import Blueprint, Response, current_app, request

from server.actions import access, exports
from server.actions.clues import registering
from server.actions.exports import PurposeMissing, Taken
from server.console.asked import of_campaign
from server.console.clues import opener
from server.console.desk import here
from server.console.files import handed, room, sha256
from server.console.pages import conferences as pages
from server.db import now, reading, writing
from server.models import Clue
from server.reports.kinds import FONTS

blueprint = Blueprint("clue_papers", __name__)
ENDING = "paper.<any(docx, pdf):ending>"


@blueprint.get(f"/c/<campaign>/clues/<key>/transfers/<transfer>/{ENDING}")
def letter(key: str, transfer: str, ending: str) -> Response:
    """Hand out a transfer letter; what was said in full is opened with it."""
    desk = here()
    chosen = access.clue_transfer(reading(), desk.actor, key, transfer)
    sent = of_campaign(chosen)
    found = reading().get_one(Clue, sent.clue_id)
    purpose = _purpose()
    made, about = _document("transfer_letter"), _matter(ending)
    content = registering.content_of(opener(), found)
    out = room()
    made.write(out, about, found, sent, content)
    with writing() as session:
        kept = access.clue(session, desk.actor, key, "clue.work")
        registering.open_content(session, desk.actor, kept, f"{sent.no} {purpose}")
    what = Taken("transfer_letter", {"letter": sent.no}, purpose, 1, sha256(out))
    return _taken(what, out, about.file_name(made.TITLE, sent.to_unit))


@blueprint.get(f"/c/<campaign>/conferences/<key>/{ENDING}")
def minutes(key: str, ending: str) -> Response:
    """Hand out the minutes of a conference."""
    found = of_campaign(access.conference(reading(), here().actor, key))
    purpose = _purpose()
    decided = pages.decided(reading(), found)
    made, about = _document("minutes"), _matter(ending)
    out = room()
    made.write(out, about, found, decided)
    what = Taken("minutes", {"minutes": found.no}, purpose, len(decided), sha256(out))
    return _taken(what, out, about.file_name(made.TITLE, found.no))


def _purpose() -> str:
    """Read what a document is taken for; raises PurposeMissing."""
    purpose = request.args.get("purpose", "").strip()
    if not purpose:
        raise PurposeMissing
    return purpose


def _document(name: str) -> Any:
    """Give a document's module, loaded when it is asked for."""
    from server.reports.documents import (  # noqa: PLC0415 - python-docx is slow
        minutes,
        transfer_letter,
    )

    made: dict[str, Any] = {"minutes": minutes, "transfer_letter": transfer_letter}
    return made[name]


def _matter(ending: str) -> Any:
    from server.reports.documents import matter  # noqa: PLC0415 - as above

    store = current_app.extensions["store"]
    found = matter.matter(reading(), store, here().campaign, now())
    return found.as_pdf(FONTS) if ending == "pdf" else found


def _taken(what: Taken, out: BinaryIO, name: str) -> Response:
    with writing() as session:
        exports.take(session, here().actor, here().campaign, what)
    return handed(out, name)
