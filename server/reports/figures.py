"""The findings of an extract as bare facts: what every table of sums is made of.

They are read once, through the same choice as the ledger, so that no two tables can
disagree with it or with one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from server.actions.life import due
from server.models import COUNTED, OPEN, Finding, FindingStatus
from server.models.place import level_of
from server.reports import handled
from server.reports.cells import Value
from server.reports.wanted import Wanted

#: The states of a ledger, in the order in which a finding passes them.
STATES = COUNTED


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding, as far as sums ask for it."""

    city: str
    county: str
    category: str
    severity: str
    status: str
    team_id: int
    source: str
    #: Where it shows and where it is rooted, by level; empty when nobody said.
    shows: str
    root: str
    unit_id: int
    unit_text: str
    overseers: tuple[int, ...]
    post: str
    is_on_spot: bool
    is_late: bool
    accepted_on: date
    assigned_on: date | None
    reported_on: date | None
    closed_on: date | None


def read(wanted: Wanted) -> list[Fact]:
    """Read the facts of an extract."""
    return [fact for part in wanted.findings() for fact in _facts(wanted, part)]


Key = TypeVar("Key", str, int)


def by(facts: Iterable[Fact], key: Callable[[Fact], Key]) -> dict[Key, list[Fact]]:
    """Put the facts into groups."""
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return found


def open_ones(facts: Iterable[Fact]) -> int:
    """Count what is not closed."""
    return sum(fact.status in OPEN for fact in facts)


def closed_ones(facts: Iterable[Fact]) -> int:
    """Count what is closed."""
    return sum(fact.status == FindingStatus.CLOSED for fact in facts)


def late_ones(facts: Iterable[Fact]) -> int:
    """Count what is late."""
    return sum(fact.is_late for fact in facts)


def states(facts: Iterable[Fact]) -> list[Value]:
    """Count by state, in the order of the ledger's states."""
    found = Counter(fact.status for fact in facts)
    return [found[state] for state in STATES]


def rate(facts: Sequence[Fact]) -> Value:
    """Say in per cent how many are closed, with one digit; nothing of nothing."""
    return f"{closed_ones(facts) / len(facts):.1%}" if facts else "—"


def _facts(wanted: Wanted, part: Sequence[Finding]) -> Iterator[Fact]:
    ids = [one.id for one in part]
    overseers = handled.overseeing(wanted.session, ids, wanted.until)
    for one in part:
        yield _fact(one, overseers[one.id], wanted.chosen.day)


def _fact(one: Finding, overseers: tuple[int, ...], day: date) -> Fact:
    return Fact(
        one.city_code or "",
        one.county_code or "",
        one.category_code,
        one.severity,
        one.status,
        one.team_id,
        one.source,
        one.manifest_level or (level_of(one.region_code) if one.region_code else ""),
        one.root_level,
        one.responsible_unit_id or 0,
        "" if one.responsible_unit_id else one.responsible_text,
        overseers,
        one.responsible_post,
        one.instrument == "onspot",
        due.is_overdue(one.status, one.due_on, day),
        _day(one.accepted_at) or one.found_on,
        _day(one.assigned_at),
        _day(one.reported_at),
        _day(one.closed_at),
    )


def _day(moment: datetime | None) -> date | None:
    return due.today(moment) if moment else None
