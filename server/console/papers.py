"""Documents of one finding, one submission or one team; each taking is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256 as hashing
from importlib import import_module
from typing import Any, BinaryIO

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access, exports
from server.actions.exports import Taken
from server.console.asked import of_campaign
from server.console.desk import Desk, here
from server.console.files import KINDS, handed, room, sha256
from server.db import apart, now, reading, writing
from server.errors import NotFound
from server.models import Team
from server.reports.filters import LedgerFilter
from server.reports.wanted import Wanted

blueprint = Blueprint("papers", __name__)
#: What is printed of a finding, and who may.
OF_FINDING = {
    "confirmation": "ledger.export",
    "slip": "notice.print",
    "supervision": "notice.print",
    "close_out": "notice.print",
}
#: As many findings as a pack that is made while it is sent holds.
MOST = 100


@blueprint.get("/c/<campaign>/findings/<key>/<paper>.docx")
def of_finding(key: str, paper: str) -> Response:
    """Hand out a document about a finding."""
    if paper not in OF_FINDING:
        raise NotFound
    desk = here()
    verb = OF_FINDING[paper]
    found = of_campaign(access.finding(reading(), desk.actor, key, verb))
    made, about = _document(paper), _matter()
    out = room()
    made.write(out, about, [found])
    name = about.file_name(made.TITLE, found.finding_no or "")
    return _taken(paper, {"finding": found.finding_no or key}, out, name)


@blueprint.get("/c/<campaign>/submissions/<key>/paper.docx")
def of_submission(key: str) -> Response:
    """Hand out a submission as a working paper."""
    desk = here()
    found = of_campaign(access.submission(reading(), desk.actor, key, "ledger.export"))
    made, about = _document("working_paper"), _matter()
    out = room()
    made.write(out, about, found)
    name = about.file_name(made.TITLE, found.site_name)
    return _taken("working_paper", {"submission": found.instance_id}, out, name)


@blueprint.get("/c/<campaign>/teams/<key>/report.docx")
def of_team(key: str) -> Response:
    """Hand out a team's report of its visits."""
    desk, team = here(), _team(key)
    made, about = _document("visit_report"), _matter()
    wanted = _wanted(reading(), desk, team)
    out = room()
    made.write(out, about, wanted, team)
    name = about.file_name(made.TITLE, team.code)
    return _taken("visit_report", wanted.chosen.query(), out, name)


@blueprint.get("/c/<campaign>/teams/<key>/pack.zip")
def pack(key: str) -> ResponseReturnValue:
    """Send a team's pack as it is made; a large one is made aside."""
    desk, team = here(), _team(key)
    wanted = _wanted(reading(), desk, team)
    if wanted.count > MOST:
        asked: dict[str, Any] = {**wanted.chosen.query(), "kind": "pack"}
        return redirect(url_for("console.exports.show", **asked), 303)
    sending = _Sending(desk, wanted.chosen, request.args.get("purpose", ""))
    response = Response(stream_with_context(sending.pieces()), mimetype=KINDS["zip"])
    name = f"{team.code}_{desk.campaign.code}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@dataclass(frozen=True, slots=True)
class _Sending:
    """A pack on its way out, in a reading session of its own."""

    desk: Desk
    chosen: LedgerFilter
    purpose: str

    def pieces(self) -> Iterator[bytes]:
        """Give the bytes; what was taken is noted once all of it was."""
        content = import_module("server.reports.pack.content")
        known = current_app.extensions
        digest = hashing()
        with apart() as session:
            actor, campaign = self.desk.actor, self.desk.campaign
            wanted = Wanted(session, actor, campaign, self.chosen, now())
            rows = wanted.count
            of = content.pack(wanted, known["store"], known["darkroom"])
            for piece in content.stream(of):
                digest.update(piece)
                yield piece
        what = Taken(
            "pack", self.chosen.query(), self.purpose, rows, digest.hexdigest()
        )
        with writing() as session:
            exports.take(session, actor, campaign, what)


def _document(name: str) -> Any:
    """Load a document's module when it is asked for: python-docx is slow to load."""
    return import_module(f"server.reports.documents.{name}")


def _matter() -> Any:
    matter = import_module("server.reports.documents.matter")
    store = current_app.extensions["store"]
    return matter.matter(reading(), store, here().campaign, now())


def _team(key: str) -> Team:
    return of_campaign(access.team(reading(), here().actor, key, "ledger.export"))


def _wanted(session: Session, desk: Desk, team: Team) -> Wanted:
    asked = LedgerFilter.read({**request.args, "team": team.code})
    return Wanted(session, desk.actor, desk.campaign, asked, now())


def _taken(kind: str, asked: dict[str, str], out: BinaryIO, name: str) -> Response:
    desk = here()
    what = Taken(kind, asked, request.args.get("purpose", ""), 1, sha256(out))
    with writing() as session:
        exports.take(session, desk.actor, desk.campaign, what)
    return handed(out, name)
