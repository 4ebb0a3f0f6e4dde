"""The rectification notice as a document: to units, and by a unit for itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask import Blueprint, Response, current_app, request

from server.actions import access, printed
from server.actions.life import due
from server.console.desk import here
from server.console.files import handed, room, sha256
from server.db import now, reading, writing
from server.reports import addressed
from server.reports.addressed import Addressed
from server.reports.filters import LedgerFilter
from server.reports.kinds import FONTS

blueprint = Blueprint("printed", __name__)


@blueprint.get("/c/<campaign>/ledger.<any(docx, pdf):ending>")
def to_units(ending: str) -> Response:
    """Hand out a letter to each responsible unit of the ledger as filtered."""
    desk, at = here(), now()
    access.campaign(reading(), desk.actor, desk.code, "notice.print")
    chosen = LedgerFilter.read(request.args)
    letters = addressed.by_unit(reading(), desk.actor, desk.campaign, chosen)
    return _handed(letters, at, chosen.day, ending)


@blueprint.get("/c/<campaign>/tasks.<any(docx, pdf):ending>")
def to_own_units(ending: str) -> Response:
    """Hand out to a unit's contact what its own units owe, and nothing else."""
    desk, at = here(), now()
    letters = addressed.to_own_units(reading(), desk.actor, desk.campaign)
    return _handed(letters, at, due.today(at), ending)


def _handed(
    letters: Sequence[Addressed], at: datetime, counted_on: date, ending: str
) -> Response:
    """Write the letters, note who takes them, and hand them out."""
    from server.reports import notice  # noqa: PLC0415 - python-docx is slow to load
    from server.reports.letter.pens import pen  # noqa: PLC0415 - typst as well

    desk, store, out = here(), current_app.extensions["store"], room()
    when, whose = notice.When(at, counted_on), (reading(), store, desk.campaign)
    notice.write(out, *whose, letters, when, pen(ending, FONTS))
    numbers = [one.finding_no for letter in letters for one in letter.findings]
    with writing() as session:
        asked = request.args.to_dict()
        printed.taken(session, desk.actor, desk.campaign, numbers, asked, sha256(out))
    return handed(out, notice.name_of_file(desk.campaign, letters, at, ending))
