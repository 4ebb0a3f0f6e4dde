"""What was done about findings, looked up at once for many rows of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from server.actions.life import progress
from server.models import (
    Extension,
    Finding,
    FollowUp,
    Part,
    ProgressNote,
    Proof,
    Rectification,
    RectificationMeasure,
    VerificationStep,
)

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done about one finding until a moment, oldest first."""

    leading: tuple[int, ...] = ()
    assisting: tuple[int, ...] = ()
    overseeing: tuple[int, ...] = ()
    measures: tuple[RectificationMeasure, ...] = ()
    notes: tuple[ProgressNote, ...] = ()
    verifications: tuple[VerificationStep, ...] = ()
    extended: int = 0
    #: How many files prove it.
    proofs: int = 0
    #: What the last follow-up saw, as its form says it.
    follow_up: str = ""

    #: What the leading unit reported when it was done.
    report: str = ""

    def progress(self, status: str) -> int | None:
        """Say how far it is, of 100, for a finding that stands there."""
        noted = self.notes[-1].progress if self.notes else None
        return progress.told(status, noted)

    def latest(self, status: str) -> str:
        """Say it in words: as reported once it is done, until then as last noted."""
        noted = self.notes[-1].text if self.notes else ""
        return self.report or noted if status in progress.DONE else noted


def learn(
    session: Session, findings: Sequence[Finding], until: datetime
) -> dict[int, Handled]:
    """Read what was done about these findings until a moment."""
    ids = [finding.id for finding in findings]
    parts = _by_finding(session, _parts(ids, until))
    measures = _by_finding(session, _measures(ids, until))
    notes = _by_finding(session, _notes(ids, until))
    steps = _by_finding(session, _steps(ids, until))
    moved = _by_finding(session, _extensions(ids, until))
    brought = _by_finding(session, _proofs(ids, until))
    returns = _by_finding(session, _returns(ids, until))
    return {
        one: Handled(
            tuple(row.unit_id for row in parts[one] if row.part == Part.LEAD),
            tuple(row.unit_id for row in parts[one] if row.part == Part.ASSIST),
            tuple(row.unit_id for row in parts[one] if row.part == Part.OVERSEE),
            tuple(measures[one]),
            tuple(notes[one]),
            tuple(steps[one]),
            len(moved[one]),
            len(brought[one]),
            returns[one][-1].fix if returns[one] else "",
            _report(parts[one], until),
        )
        for one in ids
    }


def _report(parts: Sequence[Rectification], until: datetime) -> str:
    reported = (
        row.report
        for row in parts
        if row.part == Part.LEAD and row.reported_at and row.reported_at < until
    )
    return next(reported, "")


def overseeing(
    session: Session, ids: Sequence[int], until: datetime
) -> dict[int, tuple[int, ...]]:
    """Name the units that oversaw these findings at a moment, by finding."""
    found = _by_finding(session, _parts(ids, until))
    return {
        one: tuple(row.unit_id for row in found[one] if row.part == Part.OVERSEE)
        for one in ids
    }


def _by_finding(
    session: Session, chosen: Select[int, Row]
) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for finding_id, row in session.execute(chosen):
        found[finding_id].append(row)
    return found


def _parts(ids: Iterable[int], until: datetime) -> Select[int, Rectification]:
    on_it = or_(Rectification.released_at.is_(None), Rectification.released_at >= until)
    return (
        select(Rectification.finding_id, Rectification)
        .where(
            Rectification.finding_id.in_(ids),
            Rectification.assigned_at < until,
            on_it,
        )
        .order_by(Rectification.id)
    )


def _measures(ids: Iterable[int], until: datetime) -> Select[int, RectificationMeasure]:
    return (
        select(Rectification.finding_id, RectificationMeasure)
        .join(
            RectificationMeasure,
            RectificationMeasure.rectification_id == Rectification.id,
        )
        .where(
            Rectification.finding_id.in_(ids), RectificationMeasure.planned_at < until
        )
        .order_by(RectificationMeasure.id)
    )


def _notes(ids: Iterable[int], until: datetime) -> Select[int, ProgressNote]:
    return (
        select(Rectification.finding_id, ProgressNote)
        .join(ProgressNote, ProgressNote.rectification_id == Rectification.id)
        .where(Rectification.finding_id.in_(ids), ProgressNote.at < until)
        .order_by(ProgressNote.id)
    )


def _steps(ids: Iterable[int], until: datetime) -> Select[int, VerificationStep]:
    return (
        select(VerificationStep.finding_id, VerificationStep)
        .where(VerificationStep.finding_id.in_(ids), VerificationStep.at < until)
        .order_by(VerificationStep.id)
    )


def _extensions(ids: Iterable[int], until: datetime) -> Select[int, Extension]:
    return select(Extension.finding_id, Extension).where(
        Extension.finding_id.in_(ids),
        Extension.granted.is_(True),
        Extension.asked_by.is_not(None),
        Extension.decided_at < until,
    )


def _returns(ids: Iterable[int], until: datetime) -> Select[int, FollowUp]:
    return (
        select(FollowUp.finding_id, FollowUp)
        .where(FollowUp.finding_id.in_(ids), FollowUp.seen_at < until)
        .order_by(FollowUp.seen_at, FollowUp.id)
    )


def _proofs(ids: Iterable[int], until: datetime) -> Select[int, int]:
    return select(Proof.finding_id, Proof.id).where(
        Proof.finding_id.in_(ids), Proof.at < until
    )
