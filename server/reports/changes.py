"""What changed in the ledger from the end of one day to the end of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import end_of
from server.models import (
    COUNTED,
    OPEN,
    Campaign,
    Finding,
    FindingStatus,
    FindingVersion,
)
from server.reports import book
from server.reports.filters import LedgerFilter

Kind = Literal["accepted", "advanced", "moved", "late", "closed", "reopened", "left"]
#: In the order in which an office asks.
KINDS: tuple[Kind, ...] = (
    "accepted",
    "closed",
    "late",
    "moved",
    "reopened",
    "left",
    "advanced",
)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Period:
    """From the end of one day to the end of another."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a finding stood when a day ended."""

    status: str
    due_on: date | None

    @property
    def counts(self) -> bool:
        """Whether it was in the ledger."""
        return self.status in COUNTED

    def is_late(self, day: date) -> bool:
        """Whether its date was over."""
        return self.status in OPEN and self.due_on is not None and self.due_on < day


NOWHERE = Stand("", None)


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that stands elsewhere than it stood."""

    finding: Finding
    before: Stand
    after: Stand


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, and the two sums that it lies between."""

    period: Period
    counted_before: int
    counted_after: int
    by_kind: Mapping[Kind, Sequence[Changed]]


def read(session: Session, actor: Actor, campaign: Campaign, period: Period) -> Changes:
    """Compare two days, as far as the actor may see."""
    ids = sorted(
        {
            *_touched(session, actor, campaign, period),
            *_late(session, actor, campaign, period.since),
            *_late(session, actor, campaign, period.until),
        }
    )
    before = _stands(session, campaign, ids, period.since)
    after = _stands(session, campaign, ids, period.until)
    found = _changed(session, ids, before, after)
    return Changes(
        period,
        _count(session, actor, campaign, period.since),
        _count(session, actor, campaign, period.until),
        {
            kind: [one for one in found if kind in kinds(one.before, one.after, period)]
            for kind in KINDS
        },
    )


def kinds(before: Stand, after: Stand, period: Period) -> set[Kind]:
    """Say what kinds of change a finding went through; several at once may be."""
    if not before.counts and not after.counts:
        return set()
    if not after.counts:
        return {"left"}
    told: set[Kind] = set() if before.counts else {"accepted"}
    closed = FindingStatus.CLOSED
    if after.status == closed and before.status != closed:
        told.add("closed")
    if before.status == closed and after.status != closed:
        told.add("reopened")
    if after.is_late(period.until) and not before.is_late(period.since):
        told.add("late")
    if before.due_on and after.due_on != before.due_on:
        told.add("moved")
    if (
        before.counts
        and before.status != after.status
        and not told & {"closed", "reopened"}
    ):
        told.add("advanced")
    return told


def _touched(
    session: Session, actor: Actor, campaign: Campaign, period: Period
) -> Iterable[int]:
    """Name the findings of which a version began in the period."""
    began = select(FindingVersion.finding_id).where(
        FindingVersion.campaign_id == campaign.id,
        FindingVersion.from_at >= end_of(period.since),
        FindingVersion.from_at < end_of(period.until),
    )
    seen = access.findings(actor, campaign).where(Finding.id.in_(began))
    return session.scalars(seen.with_only_columns(Finding.id)).all()


def _late(
    session: Session, actor: Actor, campaign: Campaign, day: date
) -> Iterable[int]:
    """Name the findings whose date was over when a day ended."""
    late = LedgerFilter(overdue="1", as_of=day).unsorted(actor, campaign)
    ids = late.with_only_columns(Finding.id, maintain_column_froms=True)
    return session.scalars(ids).all()


def _stands(
    session: Session, campaign: Campaign, ids: Sequence[int], day: date
) -> dict[int, Stand]:
    at = end_of(day)
    found: dict[int, Stand] = {}
    for first in range(0, len(ids), AT_ONCE):
        stood = select(
            FindingVersion.finding_id, FindingVersion.status, FindingVersion.due_on
        ).where(
            FindingVersion.campaign_id == campaign.id,
            FindingVersion.finding_id.in_(ids[first : first + AT_ONCE]),
            FindingVersion.from_at < at,
            or_(FindingVersion.to_at.is_(None), FindingVersion.to_at >= at),
        )
        rows = session.execute(stood)
        found.update((one, Stand(status, due_on)) for one, status, due_on in rows)
    return found


def _changed(
    session: Session,
    ids: Sequence[int],
    before: Mapping[int, Stand],
    after: Mapping[int, Stand],
) -> list[Changed]:
    """Read the findings, in the order of their numbers."""
    found: list[Changed] = []
    for first in range(0, len(ids), AT_ONCE):
        part = ids[first : first + AT_ONCE]
        rows = session.scalars(select(Finding).where(Finding.id.in_(part)))
        found += [
            Changed(one, before.get(one.id, NOWHERE), after.get(one.id, NOWHERE))
            for one in rows
        ]
    return sorted(found, key=lambda one: one.finding.finding_no or "")


def _count(session: Session, actor: Actor, campaign: Campaign, day: date) -> int:
    counted = book.counted(actor, campaign, day)
    return session.scalar(counted.with_only_columns(func.count())) or 0
