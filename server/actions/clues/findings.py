"""A clue that held and the one finding that it becomes (转问题)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access, findings
from server.actions.access import Actor
from server.actions.clues import keeping, wording
from server.actions.findings import Edits
from server.errors import Conflict, Incomplete
from server.models import COUNTED, Campaign, Clue, Finding, Link, Submission


class HasFinding(Conflict):
    """Never two findings from one clue."""

    code = "clue_has_finding"


class NotCounted(Conflict):
    """A clue is linked to what stands in the ledger."""

    code = "clue_finding_not_counted"


@dataclass(frozen=True, slots=True)
class Turned:
    """What a clue becomes: a finding that is there, or one on a submission."""

    finding_no: str
    submission: str


def turn(
    session: Session, actor: Actor, subject: Clue, into: Turned, edits: Edits
) -> None:
    """Link a clue to the finding named, or write the finding that it becomes.

    Raises WrongState, HasFinding, NotCounted, Incomplete, BadInput.
    """
    home = session.get_one(Campaign, subject.campaign_id)
    if into.finding_no:
        known = access.linkable(actor, home)
        known = known.where(Finding.finding_no == into.finding_no)
        link(session, actor, subject, session.scalar(known))
        return
    grounds = access.grounds(actor, home, subject)
    ground = session.scalar(grounds.where(Submission.key == into.submission))
    if ground is None:
        raise Incomplete("clue_grounds_missing")
    become(session, actor, subject, ground, edits)


def become(
    session: Session, actor: Actor, subject: Clue, submission: Submission, edits: Edits
) -> Finding:
    """Write the finding as a candidate of a submission; the team and a reviewer decide.

    It keeps the clue's source. Raises WrongState, HasFinding, Incomplete, BadInput.
    """
    _free(session, subject)
    wording.clean(edits.title)
    wording.clean(edits.description)
    made = findings.write(session, actor, submission, edits)
    made.source = subject.source
    _link(session, actor, subject, made)
    return made


def link(
    session: Session, actor: Actor, subject: Clue, finding: Finding | None
) -> None:
    """Say that a finding of the ledger is this clue's, instead of counting it twice.

    Raises WrongState, HasFinding, NotCounted.
    """
    _free(session, subject)
    if finding is None or finding.status not in COUNTED:
        raise NotCounted
    _link(session, actor, subject, finding)


def _free(session: Session, subject: Clue) -> None:
    keeping.held(session, subject, "become")
    if subject.finding_id is not None:
        raise HasFinding


def _link(session: Session, actor: Actor, subject: Clue, finding: Finding) -> None:
    subject.finding_id, subject.finding_link = finding.id, Link.INTO
    keeping.move(session, actor, subject, "become", finding.finding_no or "")
