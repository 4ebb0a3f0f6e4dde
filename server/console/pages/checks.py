"""Self-checks as pages: their list, one with who answered what, and a unit's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from server.actions import access, self_checks
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.models import (
    Campaign,
    Finding,
    Region,
    SelfCheck,
    SelfCheckTask,
    SelfReport,
    Team,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a unit found, and what became of it."""

    report: SelfReport
    confirmed: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's task."""

    task: SelfCheckTask
    unit: Unit
    told: Sequence[Told]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """One self-check, unit by unit."""

    check: SelfCheck
    #: None for who does not see it: it may lie elsewhere.
    finding: Finding | None
    lines: Sequence[Line]
    teams: Sequence[Team]
    may_write: bool

    @property
    def answered(self) -> int:
        """How many units have answered."""
        return sum(line.task.answered_at is not None for line in self.lines)

    @property
    def reported(self) -> int:
        """How many problems units found of themselves; these are in no count."""
        return sum(len(line.told) for line in self.lines)

    @property
    def confirmed(self) -> int:
        """How many findings of the ledger came of these."""
        return sum(len(one.confirmed) for line in self.lines for one in line.told)


@dataclass(frozen=True, slots=True)
class Listed:
    """The self-checks that the reader looks over, each with its sums."""

    checks: Sequence[SelfCheck]
    findings: Mapping[int, Finding]
    asked: Mapping[int, int]
    answered: Mapping[int, int]
    today: date


@dataclass(frozen=True, slots=True)
class New:
    """What a self-check is begun from."""

    finding: Finding
    kinds: Sequence[tuple[str, int]]
    regions: Sequence[Region]
    today: date


def listed(session: Session, actor: Actor, campaign: Campaign) -> Listed:
    """List the self-checks."""
    checks = session.scalars(access.self_checks(actor, campaign)).all()
    ids = [one.id for one in checks]
    mine = access.ledger(actor, campaign)
    found = mine.where(Finding.id.in_([one.finding_id for one in checks]))
    of = SelfCheckTask.self_check_id
    counts = select(of, func.count(), func.count(SelfCheckTask.answered_at))
    rows = session.execute(counts.where(of.in_(ids)).group_by(of)).all()
    return Listed(
        checks,
        {one.id: one for one in session.scalars(found)},
        {row[0]: row[1] for row in rows},
        {row[0]: row[2] for row in rows},
        due.today(now()),
    )


def new(session: Session, actor: Actor, campaign: Campaign, finding: Finding) -> New:
    """Offer the kinds of units that there are."""
    kinds = session.execute(
        select(Unit.kind, func.count())
        .where(Unit.campaign_id == campaign.id)
        .group_by(Unit.kind)
        .order_by(Unit.kind)
    )
    regions = session.scalars(access.writable(actor, campaign)).all()
    offered = [(row[0], row[1]) for row in kinds]
    return New(finding, offered, regions, due.today(now()))


def read(
    session: Session, actor: Actor, campaign: Campaign, check: SelfCheck
) -> Progress:
    """Read a self-check, unit by unit."""
    tasks = session.scalars(SelfCheckTask.of(check.id)).all()
    mine = access.ledger(actor, campaign)
    seen = mine.with_only_columns(Finding.id)
    return Progress(
        check,
        session.scalar(mine.where(Finding.id == check.finding_id)),
        _lines(session, check, tasks, seen.order_by(None)),
        session.scalars(access.teams(actor, campaign)).all(),
        access.may(actor, "advice.issue", campaign, None, check.region_code),
    )


def own(session: Session, task: SelfCheckTask) -> tuple[SelfCheck, Line]:
    """Read a unit's own task: nothing of the finding or of other units."""
    check = session.get_one(SelfCheck, task.self_check_id)
    (line,) = _lines(session, check, [task], select(Finding.id).where(false()))
    return check, line


def owed(
    session: Session, actor: Actor, campaign: Campaign
) -> list[tuple[SelfCheck, Line]]:
    """List what the reader's own units are asked."""
    tasks = session.scalars(access.own_checks(actor, campaign)).all()
    return [own(session, task) for task in tasks]


def _lines(
    session: Session,
    check: SelfCheck,
    tasks: Sequence[SelfCheckTask],
    seen: Select[int],
) -> list[Line]:
    """Read what units answered, all at once, with the findings that are seen."""
    ids = [one.id for one in tasks]
    chosen = select(SelfReport).where(SelfReport.task_id.in_(ids))
    told: dict[int, list[Told]] = {}
    for one in session.scalars(chosen.order_by(SelfReport.id)):
        told.setdefault(one.task_id, []).append(_told(session, one, seen))
    wanted = select(Unit).where(Unit.id.in_([one.unit_id for one in tasks]))
    units = {one.id: one for one in session.scalars(wanted)}
    over = check.due_on < due.today(now())
    return [
        Line(
            one,
            units[one.unit_id],
            told.get(one.id, ()),
            over and one.answered_at is None,
        )
        for one in tasks
    ]


def _told(session: Session, report: SelfReport, seen: Select[int]) -> Told:
    if report.visit_id is None:
        return Told(report, ())
    became = self_checks.confirmed(report).where(Finding.id.in_(seen))
    return Told(report, session.scalars(became).all())


def waiting(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count what the reader's own units have not answered yet."""
    mine = access.own_checks(actor, campaign).order_by(None)
    asked = mine.where(SelfCheckTask.answered_at.is_(None)).subquery()
    return session.scalar(select(func.count()).select_from(asked)) or 0
