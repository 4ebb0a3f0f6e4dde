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

blueprint = Blueprint("printed", __name__)


@blueprint.get("/c/<campaign>/ledger.docx")
def to_units() -> Response:
    """Hand out a letter to each responsible unit of the ledger as filtered."""
    desk, at = here(), now()
    access.campaign(reading(), desk.actor, desk.code, "notice.print")
    chosen = LedgerFilter.read(request.args)
    letters = addressed.by_unit(reading(), desk.actor, desk.campaign, chosen)
    return _handed(letters, at, chosen.day)


@blueprint.get("/c/<campaign>/tasks.docx")
def to_own_units() -> Response:
    """Hand out to a unit's contact what its own units owe, and nothing else."""
    desk, at = here(), now()
    letters = addressed.to_own_units(reading(), desk.actor, desk.campaign)
    return _handed(letters, at, due.today(at))


def _handed(letters: Sequence[Addressed], at: datetime, counted_on: date) -> Response:
    """Write the letters, note who takes them, and hand them out."""
    from server.reports import notice  # noqa: PLC0415 - python-docx is slow to load

    desk, store, out = here(), current_app.extensions["store"], room()
    notice.write(out, reading(), store, desk.campaign, letters, at, counted_on)
    numbers = [one.finding_no for letter in letters for one in letter.findings]
    with writing() as session:
        asked = request.args.to_dict()
        printed.taken(session, desk.actor, desk.campaign, numbers, asked, sha256(out))
    return handed(out, notice.name_of_file(desk.campaign, letters, at))
