"""Reminders: made once, when they fall; shown for as long as they are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, update
from sqlalchemy.orm import Session

from server.actions import events, queue
from server.actions.access import SYSTEM
from server.actions.life import due
from server.db import end_of, now, one_at_a_time
from server.models import (
    OPEN,
    OWING,
    Campaign,
    Finding,
    Installation,
    Rectification,
    Reminder,
    ReminderKind,
)

#: The jobs that tell reminders elsewhere, and where it is kept that they did.
HOOKS = {"mail": Reminder.mailed_at, "webhook": Reminder.posted_at}


@dataclass(frozen=True, slots=True)
class Told:
    """All that leaves the office of a reminder, beside the link made of the key."""

    id: int
    number: str
    due_on: date | None
    key: str


def are_made(session: Session, day: date) -> bool:
    """Say whether the reminders of a day were made, or a later day's."""
    last = session.scalar(select(Installation.reminded_on))
    return last is not None and last >= day


def make(session: Session, day: date, hooks: Collection[str] = ()) -> int:
    """Make what has fallen by a day and is true, each once; answer how many.

    `hooks` names the jobs that tell it outside of the office as well.
    """
    one_at_a_time(session.connection(), "reminders")
    made = [*_due(session, day), *_unacknowledged(session, day)]
    session.add_all(made)
    session.execute(update(Installation).values(reminded_on=day))
    counts = Counter(one.campaign_id for one in made)
    for campaign_id, count in sorted(counts.items()):
        home = session.get_one(Campaign, campaign_id)
        told = {"day": day.isoformat(), "count": count}
        events.record(session, SYSTEM, home, "campaign.reminded", **told)
        for hook in sorted(hooks):
            queue.enqueue(session.connection(), campaign_id, hook, campaign_id)
    return len(made)


def true_on(day: date) -> ColumnElement[bool]:
    """Say what a reminder must fit, joined with its finding, to be true on a day."""
    falls = [
        and_(
            Reminder.kind == kind,
            Reminder.about_on == Finding.due_on,
            _stands(kind, day),
        )
        for kind in due.FALLS
    ]
    waits = and_(
        Reminder.kind == ReminderKind.UNACKNOWLEDGED,
        Finding.status.in_(OPEN),
        exists(_waiting(day).where(Rectification.finding_id == Finding.id)),
    )
    return or_(*falls, waits)


def untold(
    session: Session, campaign_id: int, hook: str, day: date, most: int
) -> list[Told]:
    """List what is true and was not told by a hook yet, the oldest first."""
    chosen = (
        select(Reminder.id, Finding.finding_no, Finding.due_on, Finding.key)
        .join(Finding, Finding.id == Reminder.finding_id)
        .where(Reminder.campaign_id == campaign_id, HOOKS[hook].is_(None), true_on(day))
        .order_by(Reminder.id)
        .limit(most)
    )
    rows = session.execute(chosen).all()
    return [Told(row.id, row.finding_no or "", row.due_on, row.key) for row in rows]


def mark_told(session: Session, hook: str, told: Sequence[Told]) -> None:
    """Write down that these were told by a hook."""
    ids = [one.id for one in told]
    session.execute(
        update(Reminder).where(Reminder.id.in_(ids)).values({HOOKS[hook]: now()})
    )


def _due(session: Session, day: date) -> Iterator[Reminder]:
    for kind in due.FALLS:
        known = exists().where(
            Reminder.finding_id == Finding.id,
            Reminder.kind == kind,
            Reminder.about_on == Finding.due_on,
        )
        chosen = select(Finding.id, Finding.campaign_id, Finding.due_on).where(
            _stands(kind, day), ~known
        )
        for row in session.execute(chosen.order_by(Finding.id)):
            yield Reminder(
                campaign_id=row.campaign_id,
                finding_id=row.id,
                kind=kind,
                day=due.falls_on(row.due_on, kind),
                about_on=row.due_on,
            )


def _stands(kind: ReminderKind, day: date) -> ColumnElement[bool]:
    after, until = due.standing(kind, day)
    begun = Finding.due_on > after if after else true()
    return and_(Finding.status.in_(OPEN), Finding.due_on <= until, begun)


def _unacknowledged(session: Session, day: date) -> Iterator[Reminder]:
    rows = session.execute(
        _waiting(day)
        .join(Finding, Finding.id == Rectification.finding_id)
        .where(Finding.status.in_(OPEN))
        .order_by(Rectification.id)
    )
    assigned = {row.finding_id: row for row in rows}
    kind = ReminderKind.UNACKNOWLEDGED
    known = select(Reminder.finding_id, Reminder.about_on).where(Reminder.kind == kind)
    made = {tuple(row) for row in session.execute(known)}
    for finding_id, row in assigned.items():
        about = due.today(row.assigned_at)
        if (finding_id, about) not in made:
            yield Reminder(
                campaign_id=row.campaign_id,
                finding_id=finding_id,
                kind=kind,
                day=about + due.UNACKNOWLEDGED,
                about_on=about,
            )


def _waiting(day: date) -> Select[int, int, object]:
    """Select the spells that nobody has acknowledged for too long, by a day."""
    return select(
        Rectification.finding_id,
        Rectification.campaign_id,
        Rectification.assigned_at,
    ).where(
        Rectification.released_at.is_(None),
        Rectification.acknowledged_at.is_(None),
        Rectification.part.in_(OWING),
        Rectification.assigned_at < end_of(day - due.UNACKNOWLEDGED),
    )
