"""Submissions: receive, complete, send back, accept.

One way in for every client: the field app and ODK Collect only build the
envelope differently. Bytes are stored before this is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import attachments, events, queue, visits
from server.actions.access import Actor
from server.actions.envelope import Arrived, Envelope
from server.db import now, one_at_a_time
from server.errors import Incomplete, WrongState
from server.models import (
    Device,
    Finding,
    FindingStatus,
    RivalAnswers,
    Submission,
    SubmissionState,
)
from sync.decision import Decision, Incoming, Kept, decide
from sync.errors import UnknownPredecessor

#: A submission that a reviewer may still judge.
JUDGED = (SubmissionState.COMPLETE, SubmissionState.ACCEPTED)
UNDECIDED = (
    FindingStatus.CANDIDATE,
    FindingStatus.TEAM_CONFIRMED,
    FindingStatus.IN_REVIEW,
)


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of an envelope, and whether it brought anything new."""

    submission: Submission
    decision: Decision
    is_new: bool


def receive(
    session: Session, actor: Actor, device: Device, envelope: Envelope
) -> Reception:
    """Keep what came in.

    Other answers under a taken id are kept as a rival and the decision says
    CONFLICT: the caller commits, then refuses. Raises UnknownPredecessor, StaleEdit.
    """
    instance = envelope.instance
    one_at_a_time(session, f"instance:{device.campaign_id}:{instance.instance_id}")
    kept = _find(session, device, instance.instance_id)
    replaced = _replaced(session, device, envelope)
    incoming = Incoming(
        instance.instance_id, envelope.xml_sha256, instance.deprecated_id
    )
    decision = decide(incoming, _as_kept(kept, device), _as_kept(replaced, device))
    if kept is None:
        submission = _create(session, device, envelope, replaced)
        _finish(session, actor, device, submission, envelope.arrived, decision.value)
        return Reception(submission, decision, is_new=True)
    if decision is Decision.CONFLICT:
        is_new = _keep_rival(session, actor, device, kept, envelope)
        return Reception(kept, decision, is_new)
    is_new = arrive(session, actor, device, kept, envelope.arrived)
    return Reception(kept, decision, is_new)


def arrive(
    session: Session,
    actor: Actor,
    device: Device,
    submission: Submission,
    files: tuple[Arrived, ...],
) -> bool:
    """Join stored files to a kept submission; say whether anything was new."""
    if not attachments.take_in(session, device, submission, files):
        return False
    session.flush()
    _complete_if_whole(session, submission)
    names = [file.name for file in files]
    events.record(session, actor, submission, "submission.files", names=names)
    return True


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
    if undecided(session, submission):
        raise Incomplete("findings_undecided")
    submission.state = SubmissionState.ACCEPTED
    submission.return_reason, submission.return_notes = "", []
    submission.decided_by, submission.decided_at = actor.user_id, now()
    events.record(session, actor, submission, "submission.accepted")


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


def _find(session: Session, device: Device, instance_id: str) -> Submission | None:
    return session.scalar(
        select(Submission).where(
            Submission.campaign_id == device.campaign_id,
            Submission.instance_id == instance_id,
        )
    )


def _replaced(
    session: Session, device: Device, envelope: Envelope
) -> Submission | None:
    former = envelope.instance.deprecated_id
    if former is None:
        return None
    found = _find(session, device, former)
    if found is not None and found.team_id != device.team_id:
        raise UnknownPredecessor(deprecated_id=former)
    return found


def _as_kept(submission: Submission | None, device: Device) -> Kept | None:
    """Look at a kept submission; another team's is only a taken id."""
    if submission is None:
        return None
    if submission.team_id != device.team_id:
        return Kept(submission.instance_id, "another team's", current=False)
    current = submission.state != SubmissionState.SUPERSEDED
    return Kept(submission.instance_id, submission.xml_sha256, current)


def _keep_rival(
    session: Session,
    actor: Actor,
    device: Device,
    kept: Submission,
    envelope: Envelope,
) -> bool:
    known = RivalAnswers.of(kept.id).where(
        RivalAnswers.xml_sha256 == envelope.xml_sha256
    )
    if session.scalar(known) is not None:
        return False
    session.add(
        RivalAnswers(
            campaign_id=kept.campaign_id,
            submission_id=kept.id,
            device_id=device.id,
            xml=envelope.instance.xml,
            xml_sha256=envelope.xml_sha256,
        )
    )
    events.record(
        session, actor, kept, "submission.rival", xml_sha256=envelope.xml_sha256
    )
    return True


def _create(
    session: Session,
    device: Device,
    envelope: Envelope,
    replaced: Submission | None,
) -> Submission:
    site = envelope.answer("site_name")[:200]
    title = envelope.instance.instance_name or site or envelope.version.title
    submission = Submission(
        campaign_id=device.campaign_id,
        form_version_id=envelope.version.id,
        team_id=device.team_id,
        visit_id=visits.visit_for(session, device, envelope),
        device_id=device.id,
        instance_id=envelope.instance.instance_id,
        revision_of=replaced.id if replaced else None,
        xml=envelope.instance.xml,
        xml_sha256=envelope.xml_sha256,
        state=SubmissionState.PARTIAL,
        late=envelope.late,
        title=title[:200],
        site_name=site,
        region_code=envelope.region_code(),
        finished_at=envelope.finished_at(),
        clock_offset_s=envelope.clock_offset(),
        received_at=envelope.received_at,
    )
    session.add(submission)
    session.flush()
    attachments.expect(session, submission, envelope)
    if replaced is not None:
        replaced.state = SubmissionState.SUPERSEDED
    return submission


def _finish(
    session: Session,
    actor: Actor,
    device: Device,
    submission: Submission,
    files: tuple[Arrived, ...],
    decision: str,
) -> None:
    attachments.take_in(session, device, submission, files)
    _complete_if_whole(session, submission)
    events.record(
        session,
        actor,
        submission,
        "submission.received",
        decision=decision,
        instance_id=submission.instance_id,
        xml_sha256=submission.xml_sha256,
    )


def _complete_if_whole(session: Session, submission: Submission) -> None:
    if submission.state != SubmissionState.PARTIAL:
        return
    if attachments.is_whole(session, submission):
        submission.state = SubmissionState.COMPLETE
        submission.complete_at = now()
        queue.enqueue(session, submission.campaign_id, "rules", submission.id)
