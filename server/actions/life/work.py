"""What a unit does about a finding: measures, progress, proofs, more time, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life.moves import held, move, told
from server.actions.life.progress import WHOLE
from server.db import now
from server.errors import BadInput, Incomplete, NotAllowed, WrongState
from server.models import (
    OWING,
    Finding,
    Part,
    ProgressNote,
    Proof,
    Rectification,
    RectificationMeasure,
)

SCOPES = ("point", "area")
HORIZONS = ("now", "long_term")


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
    _working(session, finding, owed)
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
    held(session, finding, "work")
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
    held(session, finding, "work")
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
    _working(session, finding, owed)
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


def bring(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    files: Sequence[Stored],
) -> list[Proof]:
    """Let a unit bring proofs while it works; raises WrongState, Incomplete."""
    _working(session, finding, owed)
    if not files:
        raise Incomplete("file_missing")
    return prove(session, actor, finding, owed, files)


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


def report(
    session: Session, actor: Actor, finding: Finding, owed: Rectification, text: str
) -> None:
    """Say that it is put right (上报整改完成).

    Raises Incomplete while something is to do, or without words.
    """
    held(session, finding, "report")
    leading(owed)
    owed.report = told(text, "report_missing")
    missing = lacks(session, finding)
    if missing:
        raise missing[0]
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


def _working(session: Session, finding: Finding, owed: Rectification) -> None:
    held(session, finding, "work")
    if owed.part not in OWING:
        raise NotAllowed("oversight_looks_on")
    if owed.acknowledged_at is None:
        raise WrongState("not_acknowledged")


def leading(owed: Rectification) -> None:
    """Refuse a unit that assists or oversees; raises NotAllowed."""
    if owed.part != Part.LEAD:
        raise NotAllowed("lead_only")


def _too_late(finding: Finding, measure: Measure) -> bool:
    """Say whether a measure for now would end after the finding's due date."""
    if measure.horizon != "now" or None in (measure.due_on, finding.due_on):
        return False
    return measure.due_on > finding.due_on  # type: ignore[operator]


def lacks(session: Session, finding: Finding) -> tuple[Incomplete, ...]:
    """Name what is still to do before it can be said that a finding is put right.

    There is a measure, every one is done or explained, and there is a proof, a new one
    after it was sent back.
    """
    found = (_unsettled(session, finding), _unproven(session, finding))
    return tuple(one for one in found if one is not None)


def _unproven(session: Session, finding: Finding) -> Incomplete | None:
    proofs = Proof.of(finding.id)
    if session.scalar(proofs.limit(1)) is None:
        return Incomplete("proof_missing")
    if finding.rework_from is None:
        return None
    since = proofs.where(Proof.at >= finding.rework_from)
    found = session.scalar(since.limit(1))
    return Incomplete("new_proof_missing") if found is None else None


def _unsettled(session: Session, finding: Finding) -> Incomplete | None:
    measures = session.scalars(RectificationMeasure.of(finding.id)).all()
    if not measures:
        return Incomplete("measure_missing")
    open_ones = [each for each in measures if not (each.done_at or each.explained)]
    return Incomplete("measures_open", n=len(open_ones)) if open_ones else None
