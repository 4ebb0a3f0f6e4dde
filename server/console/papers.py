"""Documents of one finding, one submission or one team; each taking is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256 as hashing
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
from server.reports.kinds import FONTS
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


@blueprint.get("/c/<campaign>/findings/<key>/<paper>.<any(docx, pdf):ending>")
def of_finding(key: str, paper: str, ending: str) -> Response:
    """Hand out a document about a finding."""
    if paper not in OF_FINDING:
        raise NotFound
    desk = here()
    verb = OF_FINDING[paper]
    found = of_campaign(access.finding(reading(), desk.actor, key, verb))
    made, about = _document(paper), _matter(ending)
    out = room()
    made.write(out, about, [found])
    name = about.file_name(made.TITLE, found.finding_no or "")
    return _taken(paper, {"finding": found.finding_no or key}, out, name)


@blueprint.get("/c/<campaign>/submissions/<key>/paper.<any(docx, pdf):ending>")
def of_submission(key: str, ending: str) -> Response:
    """Hand out a submission as a working paper."""
    desk = here()
    found = of_campaign(access.submission(reading(), desk.actor, key, "ledger.export"))
    made, about = _document("working_paper"), _matter(ending)
    out = room()
    made.write(out, about, found)
    name = about.file_name(made.TITLE, found.site_name)
    return _taken("working_paper", {"submission": found.instance_id}, out, name)


@blueprint.get("/c/<campaign>/teams/<key>/report.<any(docx, pdf):ending>")
def of_team(key: str, ending: str) -> Response:
    """Hand out a team's report of its visits."""
    desk, team = here(), _team(key)
    made, wanted = _document("visit_report"), _wanted(reading(), desk, team)
    about = _matter(ending, wanted.chosen.as_of)
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
    sending = _Sending(
        desk, wanted.chosen, exports.why(request.args.get("purpose", ""))
    )
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
        """Give the bytes and note that they were taken, also when it broke off."""
        from server.reports.pack import content  # noqa: PLC0415 - as above

        known, digest, end = current_app.extensions, hashing(), "（中断）"
        actor, campaign = self.desk.actor, self.desk.campaign
        with apart() as session:
            wanted = Wanted(session, actor, campaign, self.chosen, now())
            rows = wanted.count
            try:
                of = content.pack(wanted, known["store"], known["darkroom"])
                for piece in content.stream(of):
                    digest.update(piece)
                    yield piece
                end = ""
            finally:
                self._note(rows, digest.hexdigest(), end)

    def _note(self, rows: int, fingerprint: str, end: str) -> None:
        asked, purpose = self.chosen.query(), self.purpose + end
        what = Taken("pack", asked, purpose, rows, fingerprint)
        with writing() as session:
            exports.take(session, self.desk.actor, self.desk.campaign, what)


def _document(name: str) -> Any:
    """Give a document's module, loaded when it is asked for."""
    from server.reports.documents import (  # noqa: PLC0415 - python-docx is slow
        close_out,
        confirmation,
        slip,
        supervision,
        visit_report,
        working_paper,
    )

    made: dict[str, Any] = {
        "confirmation": confirmation,
        "slip": slip,
        "supervision": supervision,
        "close_out": close_out,
        "visit_report": visit_report,
        "working_paper": working_paper,
    }
    return made[name]


def _matter(ending: str, as_of: date | None = None) -> Any:
    from server.reports.documents import matter  # noqa: PLC0415 - as above

    store = current_app.extensions["store"]
    found = matter.matter(reading(), store, here().campaign, now(), as_of)
    return found.as_pdf(FONTS) if ending == "pdf" else found


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
