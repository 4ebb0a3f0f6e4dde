"""Sums of a period by file (结果数据): read, compared, entered, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session

from server.actions import events, outcomes
from server.actions.access import Actor
from server.actions.imports.plan import ImportOvertaken, Known, Plan
from server.actions.imports.rows import OutcomeRow
from server.actions.outcomes import Entry
from server.db import now, one_at_a_time
from server.models import Campaign, ImportBatch, OutcomeStat

Levels = Mapping[str, str]


def known(session: Session, _actor: Actor, campaign: Campaign, levels: Levels) -> Known:
    """Read the sums that hold."""
    return Known(campaign.region_code, levels, outcomes=_there(session, campaign))


def bring(session: Session, actor: Actor, campaign: Campaign, plan: Plan) -> None:
    """Enter sums as a hand does: what stood for the same days is kept behind them.

    Raises ImportOvertaken where others were entered since, and what entering raises.
    """
    one_at_a_time(session.connection(), f"outcomes {campaign.id}")
    there = _there(session, campaign)
    if any(row.key in there for row in plan.adds) or any(
        there.get(one.before.key) != one.before for one in plan.changes
    ):
        raise ImportOvertaken
    for row in [*plan.adds, *(change.after for change in plan.changes)]:
        if isinstance(row, OutcomeRow):
            outcomes.enter(session, actor, campaign, entry(row))


def take(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Let the sums that an import added hold no longer; they stay in the record."""
    one_at_a_time(session.connection(), f"outcomes {campaign.id}")
    added = {OutcomeRow(**row).key for row in batch.added}
    for one in session.scalars(_standing(campaign)):
        if _row(one).key in added:
            one.replaced_at = now()
            events.record(session, actor, one, "outcome.withdrawn")
    session.flush()


def entry(row: OutcomeRow) -> Entry:
    """Give a row as the office enters it."""
    return Entry(
        row.region_code,
        date.fromisoformat(row.since),
        date.fromisoformat(row.until),
        row.problems,
        row.persons,
        row.sanctions,
    )


def _there(session: Session, campaign: Campaign) -> dict[str, OutcomeRow]:
    rows = (_row(one) for one in session.scalars(_standing(campaign)))
    return {row.key: row for row in rows}


def _standing(campaign: Campaign) -> Select[OutcomeStat]:
    return OutcomeStat.of(campaign.id).where(OutcomeStat.replaced_at.is_(None))


def _row(one: OutcomeStat) -> OutcomeRow:
    days = one.since.isoformat(), one.until.isoformat()
    return OutcomeRow(one.region_code, *days, one.problems, one.persons, one.sanctions)
