"""What is due soon or late: the reminders that stand today, as far as seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.models import OPEN, Campaign, Finding

#: By the days after the due date: the mark, and what it is called.
WORDS: dict[int, tuple[str, LazyString]] = {
    10: ("late", _("已逾期 10 天以上")),
    3: ("late", _("已逾期 3 天以上")),
    0: ("check", _("今天到期或刚逾期")),
    -7: ("wait", _("7 日内到期")),
}
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A finding that is reminded of; ``days`` are left, negative when late."""

    finding: Finding
    mark: str
    days: int


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many there are of each, the latest ones first, and the first few."""

    counts: tuple[tuple[str, LazyString, int], ...]
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """How many findings are reminded of."""
        return sum(count for _mark, _words, count in self.counts)


def read(session: Session, actor: Actor, campaign: Campaign) -> Reminders:
    """Read what is reminded of today among the findings that the actor may see."""
    day = due.today(now())
    near = _near(actor, campaign, day)
    first = session.scalars(near.order_by(Finding.due_on, Finding.id).limit(SHOWN))
    counts = _counts(session, near, day)
    return Reminders(
        tuple((*WORDS[one], counts[one]) for one in WORDS if counts[one]),
        tuple(_line(finding, day) for finding in first),
    )


def _near(actor: Actor, campaign: Campaign, day: date) -> Select[Finding]:
    return access.ledger(actor, campaign).where(
        Finding.status.in_(OPEN),
        Finding.due_on <= day - timedelta(days=min(due.REMINDERS)),
    )


def _counts(session: Session, near: Select[Finding], day: date) -> Counter[int]:
    rows = session.execute(
        near.with_only_columns(
            Finding.status, Finding.due_on, func.count(), maintain_column_froms=True
        ).group_by(Finding.status, Finding.due_on)
    )
    counts: Counter[int] = Counter()
    for status, due_on, count in rows:
        stands = due.reminded(status, due_on, day)
        if stands is not None:
            counts[stands] += count
    return counts


def _line(finding: Finding, day: date) -> Line:
    stands = due.reminded(finding.status, finding.due_on, day)
    days = (finding.due_on - day).days if finding.due_on else 0
    return Line(finding, WORDS[stands or 0][0], days)
