"""The question behind a figure: kept with it, asked again on any later day.

A question is plain JSON, so that it outlives this code's classes: either the fields of
a ledger's address (with a second set that is taken off, for what came in a period, and
the region that knew no secret visits of others at a moment), or one sum of what the
office entered, as it stood at a moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import SYSTEM
from server.models import OPEN, Campaign, Finding, OutcomeStat
from server.reports.filters import LedgerFilter

Question = Mapping[str, Any]
#: What is told apart among the rows of a day that is read once.
LIGHT = ("severity", "category", "status", "overdue")


@dataclass(frozen=True, slots=True)
class Answer:
    """How many, and which: the hash is over the sorted keys."""

    value: int
    sha256: str


KEY = attrgetter("key")


class Stood(NamedTuple):
    """A finding of a past day, as far as the figures of a bulletin ask for it."""

    key: str
    number: str
    found_on: date
    status: str
    severity: str
    category: str
    due_on: date | None

    def fits(self, fields: Mapping[str, str], day: date) -> bool:
        """Say what the ledger's filter says of these fields (`LIGHT`)."""
        category, status = fields.get("category", ""), fields.get("status", "")
        late = self.due_on is not None and self.due_on < day and self.status in OPEN
        return (
            self.severity == fields.get("severity", self.severity)
            and (not category or f"{self.category}.".startswith(f"{category}."))
            and (not status or self.status in status.split(","))
            and (not fields.get("overdue") or late)
        )


#: All that `Stood.fits` asks for.
Kind = tuple[str, str, str, date | None]


@dataclass(frozen=True, slots=True)
class Day:
    """A ledger as it stood when a day ended: a hundred thousand rows, few kinds."""

    #: In the order of their keys, so that no fingerprint has to sort again.
    rows: list[Stood]
    kinds: Mapping[Kind, list[Stood]]

    @classmethod
    def of(cls, rows: Iterable[Stood]) -> Day:
        """Put rows in order, and those of a kind together."""
        ordered = sorted(rows, key=KEY)
        kinds: dict[Kind, list[Stood]] = {}
        for one in ordered:
            kinds.setdefault(one[3:], []).append(one)
        return cls(ordered, kinds)

    def fitting(self, fields: Mapping[str, str], day: date) -> list[Stood]:
        """List those that a filter of `LIGHT` fields chooses, in the same order."""
        fit = [rows for rows in self.kinds.values() if rows[0].fits(fields, day)]
        if len(fit) == len(self.kinds):
            return self.rows
        return sorted(chain.from_iterable(fit), key=KEY)


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers questions about one campaign; a day is read once for all of them."""

    session: Session
    campaign: Campaign
    _days: dict[tuple[tuple[str, str], ...], Day] = field(default_factory=dict)

    def answer(self, question: Question) -> Answer:
        """Answer a question as it is answered on any day."""
        if question["of"] == "outcome":
            return self._outcome(question)
        keys = self.keys(question)
        return Answer(len(keys), fingerprint(keys))

    def keys(self, question: Question) -> list[str]:
        """Name the findings that a question of the ledger counts, in order."""
        found = [one.key for one in self.stood(question)]
        less = question.get("less")
        gone = self.stood({**question, "fields": less}) if less else []
        left_out = {one.key for one in gone}
        return [key for key in found if key not in left_out]

    def stood(self, question: Question) -> list[Stood]:
        """List the findings that a question's fields choose, as they stood."""
        fields: Mapping[str, str] = question["fields"]
        light = {name: value for name, value in fields.items() if name in LIGHT}
        rest = {name: value for name, value in fields.items() if name not in LIGHT}
        day = self._day(rest, question.get("known_to", {}))
        return day.fitting(light, date.fromisoformat(fields["as_of"]))

    def _day(self, fields: Mapping[str, str], known_to: Mapping[str, str]) -> Day:
        """Read a ledger; whoever asks, the region in the question says which."""
        known = (*sorted(fields.items()), *sorted(known_to.items()))
        if known not in self._days:
            asked = LedgerFilter.read(fields)
            book = asked.book
            columns = (
                Finding.key,
                book.finding_no,
                Finding.found_on,
                book.status,
                book.severity,
                book.category_code,
                book.due_on,
            )
            rows = asked.unsorted(SYSTEM, self.campaign)
            if known_to:
                rows = rows.where(Finding.visit_id.not_in(self._kept_from(known_to)))
            read = rows.with_only_columns(*columns, maintain_column_froms=True)
            found = self.session.execute(read)
            self._days[known] = Day.of(Stood._make(row) for row in found)
        return self._days[known]

    def _kept_from(self, known_to: Mapping[str, str]) -> Select[int]:
        at = datetime.fromisoformat(known_to["at"])
        return access.kept_from(self.campaign, known_to["region"], at)

    def _outcome(self, question: Question) -> Answer:
        stat = entered(self.session, self.campaign, question)
        if stat is None:
            return Answer(0, fingerprint(()))
        value = int(getattr(stat, question["column"]))
        return Answer(value, fingerprint((f"{stat.key} {value}",)))


def entered(
    session: Session, campaign: Campaign, question: Question
) -> OutcomeStat | None:
    """Find what was in force at the moment that a question names."""
    at = datetime.fromisoformat(question["at"])
    chosen = select(OutcomeStat).where(
        OutcomeStat.campaign_id == campaign.id,
        OutcomeStat.region_code == question["region"],
        OutcomeStat.since == datetime.fromisoformat(question["since"]).date(),
        OutcomeStat.until == datetime.fromisoformat(question["until"]).date(),
        OutcomeStat.at <= at,
        or_(OutcomeStat.replaced_at.is_(None), OutcomeStat.replaced_at > at),
    )
    return session.scalars(chosen.order_by(OutcomeStat.id.desc()).limit(1)).first()


def fingerprint(keys: Collection[str]) -> str:
    """Hash keys, in whichever order they come."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
