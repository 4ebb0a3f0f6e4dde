"""What a unit does about a finding: measures, progress, proofs, more time, report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import due
from server.actions.life.moves import held, move, told
from server.db import now
from server.errors import BadInput, Conflict, Incomplete, NotAllowed, WrongState
from server.models import (
    Extension,
    Finding,
    FindingStatus,
    Part,
    ProgressNote,
    Proof,
    Rectification,
    RectificationMeasure,
)

SCOPES = ("point", "area")
HORIZONS = ("now", "long_term")
WHOLE = 100


class ExtensionsSpent(Conflict):
    """No more time can be asked for; then the office decides."""

    code = "extensions_spent"


class ExtensionOpen(Conflict):
    """A request for more time waits for its answer."""

    code = "extension_open"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit means to do."""

    text: str
    scope: str = "point"
    horizon: str = "now"
    owner_post: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose bytes are in the store already."""

    name: str
    sha256: str
    size: int
    mime: str


def plan(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    measure: Measure,
) -> RectificationMeasure:
    """File a measure (整改措施); raises WrongState, Incomplete, BadInput."""
    _working(finding, owed)
    if measure.scope not in SCOPES or measure.horizon not in HORIZONS:
        raise BadInput("measure_unknown")
    if _too_late(finding, measure):
        raise BadInput("measure_past_due", due=str(finding.due_on))
    row = RectificationMeasure(
        campaign_id=finding.campaign_id,
        rectification_id=owed.id,
        text=told(measure.text, "measure_missing"),
        scope=measure.scope,
        horizon=measure.horizon,
        owner_post=measure.owner_post.strip()[:60],
        due_on=measure.due_on,
    )
    session.add(row)
    events.record(session, actor, finding, "finding.planned", unit=owed.unit_id)
    return row


def fulfil(
    session: Session, actor: Actor, finding: Finding, measure: RectificationMeasure
) -> None:
    """Say that a measure is done."""
    _at(finding, FindingStatus.RECTIFYING)
    measure.done_at, measure.explained = now(), ""
    events.record(session, actor, finding, "finding.measure_done", measure=measure.id)


def explain(
    session: Session,
    actor: Actor,
    finding: Finding,
    measure: RectificationMeasure,
    why: str,
) -> None:
    """Say why a measure was not taken, and what was instead."""
    _at(finding, FindingStatus.RECTIFYING)
    measure.done_at, measure.explained = None, told(why, "reason_missing")
    events.record(
        session, actor, finding, "finding.measure_explained", measure=measure.id
    )


def note(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    text: str,
    progress: int,
) -> None:
    """Write how far a unit is (整改进展); raises WrongState, Incomplete, BadInput."""
    _working(finding, owed)
    if not 0 <= progress <= WHOLE:
        raise BadInput("progress_unknown")
    owed.progress = progress
    session.add(
        ProgressNote(
            campaign_id=finding.campaign_id,
            rectification_id=owed.id,
            user_id=actor.user_id,
            text=told(text, "note_missing"),
            progress=progress,
        )
    )
    events.record(
        session,
        actor,
        finding,
        "finding.progress",
        unit=owed.unit_id,
        progress=progress,
        text=text.strip(),
    )


def prove(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification | None,
    files: Iterable[Stored],
) -> list[Proof]:
    """Join stored files to a finding as proofs; what is there already stays one."""
    known = {proof.sha256: proof for proof in session.scalars(Proof.of(finding.id))}
    brought = []
    for file in files:
        proof = known.get(file.sha256) or _proof(actor, finding, owed, file)
        known[file.sha256] = proof
        session.add(proof)
        brought.append(proof)
    names = [proof.name for proof in brought]
    events.record(session, actor, finding, "finding.proved", files=names)
    return brought


def ask_for_time(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    new_due_on: date,
    reason: str,
) -> Extension:
    """Ask for a later due date (申请延期).

    Raises WrongState, NotAllowed, BadInput, ExtensionOpen, ExtensionsSpent.
    """
    held(session, finding, "report")
    _leading(owed)
    if finding.due_on is None or new_due_on <= finding.due_on:
        raise BadInput("due_not_later")
    _may_ask(session, finding)
    asked = Extension(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        asked_by=actor.user_id,
        reason=told(reason, "reason_missing"),
        old_due_on=finding.due_on,
        new_due_on=new_due_on,
    )
    session.add(asked)
    events.record(session, actor, finding, "finding.time_asked", due_on=str(new_due_on))
    return asked


def answer_for_time(
    session: Session,
    actor: Actor,
    finding: Finding,
    asked: Extension,
    granted: bool,  # noqa: FBT001 - the answer itself, as it is stored
) -> None:
    """Grant or refuse more time; the original due date stays."""
    if asked.decided_at is not None or asked.finding_id != finding.id:
        raise WrongState
    asked.decided_by, asked.decided_at, asked.granted = actor.user_id, now(), granted
    if granted:
        finding.due_on = asked.new_due_on
    events.record(session, actor, finding, "finding.time_answered", granted=granted)


def report(
    session: Session, actor: Actor, finding: Finding, owed: Rectification, text: str
) -> None:
    """Say that it is put right (上报整改完成).

    Every measure is done or explained, and there is a proof; raises Incomplete.
    """
    held(session, finding, "report")
    _leading(owed)
    owed.report = told(text, "report_missing")
    _all_settled(session, finding)
    if session.scalar(Proof.of(finding.id).limit(1)) is None:
        raise Incomplete("proof_missing")
    owed.reported_at = finding.reported_at = now()
    owed.progress = WHOLE
    finding.reported_by, finding.verified_level = actor.user_id, ""
    move(session, actor, finding, "report", unit=owed.unit_id, text=owed.report)


def _proof(
    actor: Actor, finding: Finding, owed: Rectification | None, file: Stored
) -> Proof:
    return Proof(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        rectification_id=owed.id if owed else None,
        name=file.name[:300],
        sha256=file.sha256,
        size=file.size,
        mime=file.mime,
        user_id=actor.user_id,
    )


def _working(finding: Finding, owed: Rectification) -> None:
    _at(finding, FindingStatus.RECTIFYING)
    if owed.acknowledged_at is None:
        raise WrongState("not_acknowledged")


def _at(finding: Finding, status: FindingStatus) -> None:
    if finding.status != status:
        raise WrongState(status=finding.status)


def _leading(owed: Rectification) -> None:
    if owed.part != Part.LEAD:
        raise NotAllowed("lead_only")


def _too_late(finding: Finding, measure: Measure) -> bool:
    """Say whether a measure for now would end after the finding's due date."""
    if measure.horizon != "now" or None in (measure.due_on, finding.due_on):
        return False
    return measure.due_on > finding.due_on  # type: ignore[operator]


def _may_ask(session: Session, finding: Finding) -> None:
    asked = session.scalars(
        Extension.of(finding.id).where(Extension.asked_by.is_not(None))
    ).all()
    if any(each.decided_at is None for each in asked):
        raise ExtensionOpen
    if sum(bool(each.granted) for each in asked) >= due.MOST_EXTENSIONS:
        raise ExtensionsSpent


def _all_settled(session: Session, finding: Finding) -> None:
    """Refuse without a measure, and while one is neither done nor explained."""
    measures = session.scalars(RectificationMeasure.of(finding.id)).all()
    open_ones = [each for each in measures if not (each.done_at or each.explained)]
    if open_ones:
        raise Incomplete("measures_open", n=len(open_ones))
    if not measures:
        raise Incomplete("measure_missing")


def extensions(session: Session, finding: Finding) -> int:
    """Count how often the due date was moved at a unit's wish."""
    moved = select(func.count(Extension.id)).where(
        Extension.finding_id == finding.id,
        Extension.granted.is_(True),
        Extension.asked_by.is_not(None),
    )
    return session.scalar(moved) or 0
