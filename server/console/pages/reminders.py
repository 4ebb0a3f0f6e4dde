"""What is due soon, late or not acknowledged: the reminders that are true today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access, reminders
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.models import Campaign, Finding, Reminder, ReminderKind

#: By what they say: the mark, and what it is called.
WORDS: dict[ReminderKind, tuple[str, LazyString]] = {
    ReminderKind.LATE_10: ("late", _("已逾期 10 天以上")),
    ReminderKind.LATE_3: ("late", _("已逾期 3 天以上")),
    ReminderKind.TODAY: ("check", _("今天到期或刚逾期")),
    ReminderKind.SOON: ("wait", _("7 日内到期")),
    ReminderKind.UNACKNOWLEDGED: ("check", _("3 天未签收")),
}
SHOWN = 6
Count = tuple[str, LazyString, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding that is reminded of; ``days`` are left, negative when late."""

    finding: Finding
    kind: ReminderKind
    mark: str
    days: int


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many there are of each, the latest ones first, and the first few."""

    counts: tuple[Count, ...]
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """How many reminders there are."""
        return sum(count for _mark, _words, count in self.counts)


def read(session: Session, actor: Actor, campaign: Campaign) -> Reminders:
    """Read the reminders of today about the findings that the actor may see."""
    day = due.today(now())
    seen = access.ledger(actor, campaign).with_only_columns(Finding.id)
    chosen = _true(day).where(Finding.id.in_(seen))
    first = chosen.order_by(Finding.due_on.asc().nulls_last(), Finding.id).limit(SHOWN)
    rows = session.execute(first).all()
    kinds = chosen.with_only_columns(
        Reminder.kind, func.count(), maintain_column_froms=True
    )
    return Reminders(
        counted(
            {row[0]: row[1] for row in session.execute(kinds.group_by(Reminder.kind))}
        ),
        tuple(_line(finding, ReminderKind(kind), day) for finding, kind in rows),
    )


def of_findings(session: Session, ids: Iterable[int]) -> dict[int, set[ReminderKind]]:
    """Read of what each of these findings is reminded today."""
    rows = session.execute(_true(due.today(now())).where(Finding.id.in_(ids)))
    found: dict[int, set[ReminderKind]] = {}
    for finding, kind in rows:
        found.setdefault(finding.id, set()).add(ReminderKind(kind))
    return found


def counted(counts: dict[str, int] | Counter[ReminderKind]) -> tuple[Count, ...]:
    """Put counts into words, the most urgent first."""
    return tuple((*WORDS[kind], counts[kind]) for kind in WORDS if counts.get(kind))


def _true(day: date) -> Select[Finding, str]:
    return (
        select(Finding, Reminder.kind)
        .join(Reminder, Reminder.finding_id == Finding.id)
        .where(reminders.true_on(day))
    )


def _line(finding: Finding, kind: ReminderKind, day: date) -> Line:
    days = (finding.due_on - day).days if finding.due_on else 0
    return Line(finding, kind, WORDS[kind][0], days)
