"""What was done about a finding: units, measures, proofs, verification, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.access import Actor
from server.actions.life import due, more_time, progress, stages, verification
from server.actions.photos import SHOWN
from server.actions.redaction import Guard
from server.console.pages import problems
from server.db import now
from server.models import (
    Campaign,
    Correction,
    Extension,
    Finding,
    FindingStatus,
    Part,
    ProgressNote,
    Proof,
    Rectification,
    RectificationMeasure,
    Referral,
    Statement,
    Unit,
    User,
    VerificationStep,
)

#: The way of a finding from the ledger on; a level of verification stands for itself.
WAY = (
    (FindingStatus.CONFIRMED, _("认定")),
    (FindingStatus.ASSIGNED, _("交办")),
    (FindingStatus.RECTIFYING, _("签收整改")),
    (FindingStatus.REPORTED, _("上报")),
)
LEVELS = {
    "province": _("省级核查"),
    "city": _("市级核查"),
    "county": _("县级核查"),
    "town": _("乡级核查"),
    "village": _("村级核查"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One place on the way: past, now, or still to come."""

    name: LazyString
    state: str
    at: datetime | date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What one unit owes, and what it says of it."""

    rectification: Rectification
    unit: Unit
    measures: tuple[RectificationMeasure, ...]
    #: The newest first.
    notes: tuple[ProgressNote, ...]

    def progress(self, status: str) -> int:
        """Say how far the unit is, of 100, with a finding that stands there."""
        noted = self.notes[0].progress if self.notes else 0
        return progress.told(status, noted) or 0


@dataclass(frozen=True, slots=True)
class Handling:
    """All that happened to a finding after it was accepted."""

    owed: tuple[Owed, ...]
    proofs: Sequence[Proof]
    guards: Mapping[int, Guard]
    verifications: Sequence[VerificationStep]
    extensions: Sequence[Extension]
    statements: Sequence[Statement]
    people: Mapping[int, User]
    way: tuple[Milestone, ...]
    root: Unit | None
    site: Unit | None
    referrals: Sequence[Referral]
    corrections: Sequence[tuple[Correction, Unit]]
    merged_into: Finding | None
    is_overdue: bool
    days_late: int
    extended: int

    @property
    def pictures(self) -> list[Proof]:
        """The proofs that a browser can show."""
        return [proof for proof in self.proofs if proof.mime in SHOWN]


def read(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding
) -> Handling:
    """Read what was done about a finding, as far as its reader may."""
    steps = session.scalars(VerificationStep.of(finding.id)).all()
    proofs = session.scalars(Proof.of(finding.id)).all()
    day = due.today(now())
    return Handling(
        _owed(session, finding),
        proofs,
        redaction.guards(session, proofs) if proofs else {},
        steps,
        session.scalars(Extension.of(finding.id)).all(),
        session.scalars(Statement.of(finding.id)).all(),
        problems.signers(session, [step.verifier_id for step in steps]),
        way(session, campaign, finding),
        session.get(Unit, finding.root_unit_id or 0),
        session.get(Unit, finding.site_unit_id or 0),
        session.scalars(access.referrals(actor, campaign, finding)).all(),
        _corrections(session, finding),
        session.get(Finding, finding.merged_into_id or 0),
        due.is_overdue(finding.status, finding.due_on, day),
        (day - finding.due_on).days if finding.due_on else 0,
        more_time.extensions(session, finding),
    )


def way(
    session: Session, campaign: Campaign, finding: Finding
) -> tuple[Milestone, ...]:
    """Place a finding on its way to the close-out; empty before the ledger."""
    if finding.status not in ORDER:
        return ()
    levels = verification.levels(campaign)
    names = [
        *(name for _status, name in WAY),
        *(LEVELS[level] for level in levels),
        _("公示"),
        _("销号"),
    ]
    here = _reached(levels, finding)
    times = _times(session, finding, levels)
    return tuple(
        Milestone(name, "past" if at < here else "now" if at == here else "", when)
        for at, (name, when) in enumerate(zip(names, times, strict=True))
    )


def _passed(
    session: Session, levels: tuple[str, ...], finding: Finding
) -> list[datetime | None]:
    """Say when each level passed it; nothing of a level whose pass no longer holds."""
    behind = _reached(levels, finding) - len(WAY)
    times = {
        step.level: step.at
        for step in session.scalars(VerificationStep.of(finding.id))
        if step.passed
    }
    return [
        times.get(level) if place < behind else None
        for place, level in enumerate(levels)
    ]


def _acknowledged(session: Session, finding: Finding) -> datetime | None:
    """Say when the leading unit took it on."""
    leads = Rectification.of(finding.id).where(Rectification.part == Part.LEAD)
    leading = session.scalar(leads.limit(1))
    return leading.acknowledged_at if leading else None


#: How many places of the way lie behind a finding of each status.
ORDER = {
    FindingStatus.CONFIRMED: 1,
    FindingStatus.ASSIGNED: 2,
    FindingStatus.RECTIFYING: 3,
    FindingStatus.REPORTED: 4,
    FindingStatus.VERIFYING: 4,
    FindingStatus.PENDING_NOTICE: 4,
    FindingStatus.CLOSED: 6,
}


def _reached(levels: tuple[str, ...], finding: Finding) -> int:
    """Count the places that lie behind."""
    behind = ORDER[FindingStatus(finding.status)]
    if finding.status == FindingStatus.VERIFYING:
        waits = stages.next_level(levels, finding.verified_level)
        return behind + (levels.index(waits) if waits else len(levels))
    if finding.status in (FindingStatus.PENDING_NOTICE, FindingStatus.CLOSED):
        return behind + len(levels)
    return behind


def _times(
    session: Session, finding: Finding, levels: tuple[str, ...]
) -> list[datetime | date | None]:
    return [
        finding.accepted_at,
        finding.assigned_at,
        _acknowledged(session, finding),
        finding.reported_at,
        *_passed(session, levels, finding),
        finding.notice_until,
        finding.closed_at,
    ]


def _owed(session: Session, finding: Finding) -> tuple[Owed, ...]:
    rows = session.execute(
        Rectification.of(finding.id)
        .join(Unit, Unit.id == Rectification.unit_id)
        .add_columns(Unit)
    ).all()
    return tuple(owed(session, row, unit) for row, unit in rows)


def _corrections(session: Session, finding: Finding) -> list[tuple[Correction, Unit]]:
    rows = session.execute(
        Correction.of(finding.id)
        .join(Unit, Unit.id == Correction.unit_id)
        .add_columns(Unit)
    )
    return [(row, unit) for row, unit in rows]


def owed(session: Session, row: Rectification, unit: Unit) -> Owed:
    """Read what one unit does about a finding."""
    measures = select(RectificationMeasure).where(
        RectificationMeasure.rectification_id == row.id
    )
    notes = select(ProgressNote).where(ProgressNote.rectification_id == row.id)
    return Owed(
        row,
        unit,
        tuple(session.scalars(measures.order_by(RectificationMeasure.id))),
        tuple(session.scalars(notes.order_by(ProgressNote.id.desc()))),
    )
