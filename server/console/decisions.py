"""What people decide about one finding: the leader's verbs and the reviewer's."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, findings
from server.actions.findings import Edits
from server.console.asked import in_page, of_campaign
from server.console.desk import here
from server.console.pages import edits, units
from server.console.said import say
from server.db import reading, writing
from server.language import language
from server.models import Attachment, Finding, Submission, Unit

blueprint = Blueprint("decisions", __name__)
PATH = "/c/<campaign>/findings/<key>"
SUBMISSION = "/c/<campaign>/submissions/<key>/finding"


@blueprint.post(f"{PATH}/confirm")
def confirm(key: str) -> Response:
    """Let the leader stand by a candidate, as it is or as just edited."""
    with writing() as session:
        finding = _of(session, key, "finding.confirm")
        before = findings.as_it_stands(session, finding)
        meant = _edits(session, finding.submission_id, before)
        findings.confirm(session, here().actor, finding, meant)
        return say(_back(session, finding), "confirmed")


@blueprint.get(f"{PATH}/edit")
def ask_edit(key: str) -> str:
    """Open the finding's words, unit and photos for changes."""
    finding = _of(reading(), key, "finding.confirm")
    page = edits.of_finding(reading(), here().campaign, finding, language())
    return render_template("review/edit.html", page=page, in_page=in_page())


@blueprint.post(f"{PATH}/edit")
def edit(key: str) -> Response:
    """Keep the changes without confirming."""
    with writing() as session:
        finding = _of(session, key, "finding.confirm")
        before = findings.as_it_stands(session, finding)
        meant = _edits(session, finding.submission_id, before)
        findings.edit(session, here().actor, finding, meant)
        return say(_back(session, finding), "edited")


@blueprint.get(f"{PATH}/drop")
def ask_drop(key: str) -> str:
    """Ask for the reason."""
    return _ask(key, "finding.confirm", "review/drop.html")


@blueprint.post(f"{PATH}/drop")
def drop(key: str) -> Response:
    """Let a candidate go."""
    with writing() as session:
        finding = _of(session, key, "finding.confirm")
        findings.drop(session, here().actor, finding, request.form.get("reason", ""))
        return say(_back(session, finding), "dropped")


@blueprint.post(f"{PATH}/reinstate")
def reinstate(key: str) -> Response:
    """Take the leader's decision back."""
    with writing() as session:
        finding = _of(session, key, "finding.confirm")
        findings.reinstate(session, here().actor, finding)
        return say(_back(session, finding), "reinstated")


@blueprint.post(f"{PATH}/promote")
def promote(key: str) -> Response:
    """Make a hint a candidate."""
    with writing() as session:
        finding = _of(session, key, "finding.confirm")
        findings.promote(session, here().actor, finding)
        return say(_back(session, finding), "promoted")


@blueprint.get(SUBMISSION)
def ask_write(key: str) -> str:
    """Open an empty finding to be typed by hand."""
    submission = _submission(reading(), key)
    page = edits.of_submission(reading(), here().campaign, submission, language())
    return render_template("review/edit.html", page=page, in_page=in_page())


@blueprint.post(SUBMISSION)
def write(key: str) -> Response:
    """Add a finding that no rule proposed."""
    with writing() as session:
        submission = _submission(session, key)
        meant = _edits(session, submission.id, edits.EMPTY)
        finding = findings.write(session, here().actor, submission, meant)
        return say(_back(session, finding), "written")


@blueprint.get(f"{PATH}/accept")
def ask_accept(key: str) -> str:
    """Ask for the responsible unit."""
    return _ask(key, "finding.review", "review/accept.html")


@blueprint.post(f"{PATH}/accept")
def accept(key: str) -> Response:
    """Let the finding into the ledger and say its number."""
    with writing() as session:
        finding = _of(session, key, "finding.review")
        unit = _unit(session, request.form.get("unit", ""))
        number = findings.accept(session, here().actor, finding, unit)
        return say(_back(session, finding), "accepted", number)


@blueprint.get(f"{PATH}/hand-back")
def ask_hand_back(key: str) -> str:
    """Ask for the reason of a return to the leader."""
    return _ask(key, "finding.review", "review/hand_back.html")


@blueprint.post(f"{PATH}/hand-back")
def hand_back(key: str) -> Response:
    """Return the finding to the leader."""
    reason = request.form.get("reason", "")
    with writing() as session:
        finding = _of(session, key, "finding.review")
        findings.hand_back(session, here().actor, finding, reason)
        return say(_back(session, finding), "handed_back")


@blueprint.get("/c/<campaign>/units")
def find_units() -> str:
    """List the units that fit what is being typed."""
    desk, asked = here(), request.args
    access.campaign(reading(), desk.actor, desk.code, "unit.read")
    found = units.search(
        reading(), desk.campaign, asked.get("q", ""), asked.get("region", "")
    )
    return render_template("review/_units.html", units=found, chosen="")


def _of(session: Session, key: str, verb: str) -> Finding:
    return of_campaign(access.finding(session, here().actor, key, verb))


def _submission(session: Session, key: str) -> Submission:
    actor = here().actor
    return of_campaign(access.submission(session, actor, key, "finding.confirm"))


def _ask(key: str, verb: str, template: str) -> str:
    finding = _of(reading(), key, verb)
    page = edits.of_finding(reading(), here().campaign, finding, language())
    return render_template(template, page=page, in_page=in_page())


def _back(session: Session, finding: Finding) -> Response:
    """Go back to the submission the finding came from."""
    key = session.get_one(Submission, finding.submission_id).key
    place = url_for("console.review.show", key=key)
    return Response(status=303, headers={"Location": place})


def _edits(session: Session, submission_id: int, before: Edits) -> Edits:
    """Read the edits that were sent; a bare confirmation changes nothing."""
    sent = request.form
    if "title" not in sent:
        return before
    unit = _unit(session, sent.get("unit", ""))
    return Edits(
        title=sent["title"],
        description=sent.get("description", ""),
        category_code=sent.get("category", ""),
        severity=sent.get("severity", ""),
        responsible_text=sent.get("responsible_text", before.responsible_text),
        responsible_unit_id=unit.id if unit else None,
        evidence=_photos(session, submission_id, sent.getlist("evidence")),
    )


def _unit(session: Session, key: str) -> Unit | None:
    if not key:
        return None
    chosen = select(Unit).where(Unit.key == key)
    return session.scalar(chosen.where(Unit.campaign_id == here().campaign.id))


def _photos(session: Session, submission_id: int, keys: list[str]) -> tuple[int, ...]:
    """Find the photos of this submission that were ticked, in its own order."""
    known: Mapping[str, int] = {
        file.key: file.id for file in session.scalars(Attachment.of(submission_id))
    }
    return tuple(known[key] for key in keys if key in known)
