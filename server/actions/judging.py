"""Submissions are judged: sent back to the phone, or accepted."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.errors import Incomplete, WrongState
from server.models import JUDGED, Finding, FindingStatus, Submission, SubmissionState

UNDECIDED = (
    FindingStatus.CANDIDATE,
    FindingStatus.TEAM_CONFIRMED,
    FindingStatus.IN_REVIEW,
)


def send_back(
    session: Session,
    actor: Actor,
    submission: Submission,
    reason: str,
    notes: list[dict[str, Any]],
) -> None:
    """Return a submission to the phone with the reason and notes by question.

    Raises Incomplete without a reason, WrongState unless it is being judged.
    """
    if not reason.strip():
        raise Incomplete("reason_missing")
    if submission.state not in JUDGED:
        raise WrongState
    submission.state = SubmissionState.RETURNED
    submission.return_reason = reason.strip()
    submission.return_notes = notes
    submission.decided_by, submission.decided_at = actor.user_id, now()
    events.record(
        session, actor, submission, "submission.returned", reason=reason.strip()
    )


def accept(session: Session, actor: Actor, submission: Submission) -> None:
    """Accept a submission when everything it gave is decided.

    Raises WrongState, Incomplete.
    """
    if submission.state != SubmissionState.COMPLETE:
        raise WrongState
    if submission.rules_run_at is None:
        raise Incomplete("rules_not_run")
    if undecided(session, submission):
        raise Incomplete("findings_undecided")
    submission.state = SubmissionState.ACCEPTED
    submission.return_reason, submission.return_notes = "", []
    submission.decided_by, submission.decided_at = actor.user_id, now()
    events.record(session, actor, submission, "submission.accepted")


def accept_when_decided(session: Session, actor: Actor, finding: Finding) -> None:
    """Accept the submission of a finding once everything that it gave is decided."""
    session.flush()
    submission = session.get_one(Submission, finding.submission_id)
    if submission.state != SubmissionState.COMPLETE:
        return
    if not undecided(session, submission):
        accept(session, actor, submission)


def undecided(session: Session, submission: Submission) -> int:
    """Count what the submission gave that nobody has decided yet."""
    return len(
        session.scalars(
            Finding.of_submission(submission.id)
            .where(Finding.status.in_(UNDECIDED))
            .with_only_columns(Finding.id)
            .order_by(None)
        ).all()
    )
