"""Where a campaign stands, by county, stage and category, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import (
    COUNTED,
    OPEN,
    Campaign,
    Finding,
    FindingStatus,
    IssueCategory,
    Region,
    Submission,
)
from server.models.place import prefix
from server.reports.filters import LedgerFilter

COUNTY, TOWN = 6, 9
DAY_S = 86400


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings count, how many of them are open, and late."""

    counted: int = 0
    open: int = 0
    late: int = 0

    def plus(self, other: Tally) -> Tally:
        """Add two tallies."""
        return Tally(
            self.counted + other.counted,
            self.open + other.open,
            self.late + other.late,
        )


@dataclass(frozen=True, slots=True)
class County:
    """A county's findings, and how many of its towns were visited."""

    code: str
    name: str
    is_zone: bool
    tally: Tally
    towns: int
    visited: int

    @property
    def cover(self) -> int:
        """Of 4: none, some, half or more, all of its towns were visited."""
        if not self.visited:
            return 0
        if self.visited >= self.towns:
            return 4
        return 3 if self.visited * 2 >= self.towns else 2


@dataclass(frozen=True, slots=True)
class Category:
    """A category and its findings; zero ones are listed too."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect of the taxonomy with its categories."""

    code: str
    name: str
    categories: tuple[Category, ...]

    @property
    def tally(self) -> Tally:
        """The sum of its categories."""
        return total(one.tally for one in self.categories)


@dataclass(frozen=True, slots=True)
class Stage:
    """How many findings came this far, and the median days since the one before."""

    name: str
    count: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of the wall chart; every one of them opens its rows."""

    counties: tuple[County, ...]
    aspects: tuple[Aspect, ...]
    by_status: Mapping[str, int]
    stages: tuple[Stage, ...]
    tally: Tally
    candidates: int

    @property
    def covered(self) -> int:
        """How many counties were visited."""
        return sum(1 for one in self.counties if one.visited)

    @property
    def missing(self) -> tuple[str, ...]:
        """The counties that nobody visited, by name."""
        return tuple(one.name for one in self.counties if not one.visited)

    @property
    def towns(self) -> tuple[int, int]:
        """How many towns were visited, of how many."""
        visited = sum(one.visited for one in self.counties)
        return visited, sum(one.towns for one in self.counties)

    @property
    def most(self) -> int:
        """The largest category: the full length of a bar."""
        every = (one.tally.counted for each in self.aspects for one in each.categories)
        return max(every, default=0)


def read(
    session: Session, actor: Actor, campaign: Campaign, as_of: date | None
) -> Overview:
    """Read the figures, as they stand or stood at the end of a day."""
    wanted = LedgerFilter(as_of=as_of)
    cells = _cells(session, actor, campaign, wanted)
    return Overview(
        _counties(session, actor, campaign, cells),
        _aspects(session, campaign, cells),
        _sums(cells),
        _stages(session, actor, campaign, wanted),
        total(cell.tally for cell in cells),
        _candidates(session, actor, campaign),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up."""
    found = Tally()
    for one in tallies:
        found = found.plus(one)
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """One group of the one query that all figures are made of."""

    county: str
    category: str
    status: str
    tally: Tally


def _cells(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> list[_Cell]:
    """Group once by county, category and state: the sums can never disagree."""
    asked = wanted.book
    late = cast(case((asked.due_on < wanted.day, 1), else_=0), Integer)
    groups = (Finding.county_code, asked.category_code, asked.status)
    rows = session.execute(
        wanted.select(actor, campaign)
        .order_by(None)
        .with_only_columns(
            *groups, func.count(), func.sum(late), maintain_column_froms=True
        )
        .group_by(*groups)
    )
    return [
        _Cell(county or "", category, status, _tally(status, count, overdue))
        for county, category, status, count, overdue in rows
    ]


def _tally(status: str, count: int, late: int) -> Tally:
    is_open = status in OPEN
    return Tally(count, count if is_open else 0, int(late or 0) if is_open else 0)


def _sums(cells: Sequence[_Cell]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.status] += cell.tally.counted
    return {status: found[status] for status in COUNTED}


def _counties(
    session: Session, actor: Actor, campaign: Campaign, cells: Sequence[_Cell]
) -> tuple[County, ...]:
    """List the campaign's counties in code order, those without findings too."""
    home = Region.code.startswith(prefix(campaign.region_code), autoescape=True)
    rows = session.scalars(
        select(Region)
        .where(home, Region.level.in_(("county", "town")))
        .order_by(Region.code)
    ).all()
    towns = Counter(row.code[:COUNTY] for row in rows if row.level == "town")
    visited = _visited(session, actor, campaign)
    counted = _by(cells, "county")
    return tuple(
        County(
            row.code,
            row.name,
            row.is_functional_zone,
            counted.get(row.code, Tally()),
            towns[row.code[:COUNTY]],
            visited[row.code[:COUNTY]],
        )
        for row in rows
        if row.level == "county"
    )


def _visited(session: Session, actor: Actor, campaign: Campaign) -> Counter[str]:
    """Count the towns from which something was sent, by county."""
    sent = (
        access.submissions(actor, campaign)
        .with_only_columns(Submission.region_code, maintain_column_froms=True)
        .distinct()
    )
    towns = {code[:TOWN] for code in session.scalars(sent) if code}
    return Counter(town[:COUNTY] for town in towns)


def _aspects(
    session: Session, campaign: Campaign, cells: Sequence[_Cell]
) -> tuple[Aspect, ...]:
    counted = _by(cells, "category")
    grouped: dict[tuple[str, str], list[Category]] = {}
    for row in session.scalars(IssueCategory.of(campaign.id)):
        one = Category(row.code, row.name, counted.get(row.code, Tally()))
        grouped.setdefault((row.aspect_code, row.aspect_name), []).append(one)
    return tuple(
        Aspect(code, name, tuple(found)) for (code, name), found in grouped.items()
    )


def _by(cells: Sequence[_Cell], name: str) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for cell in cells:
        key = getattr(cell, name)
        found[key] = found.get(key, Tally()).plus(cell.tally)
    return found


def _candidates(session: Session, actor: Actor, campaign: Campaign) -> int:
    chosen = access.findings(actor, campaign).where(
        Finding.status == FindingStatus.CANDIDATE
    )
    return (
        session.scalar(
            chosen.with_only_columns(func.count(), maintain_column_froms=True)
        )
        or 0
    )


def _stages(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> tuple[Stage, ...]:
    """Follow the findings that count: accepted, assigned, reported, closed."""
    columns = (
        Finding.confirmed_at,
        Finding.accepted_at,
        Finding.assigned_at,
        Finding.reported_at,
        Finding.closed_at,
    )
    rows = session.execute(
        wanted.select(actor, campaign)
        .order_by(None)
        .with_only_columns(*columns, maintain_column_froms=True)
    ).all()
    names = ("confirmed", "accepted", "assigned", "reported", "closed")
    moments = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    found = []
    for place, name in enumerate(names):
        before = moments[place - 1] if place else ()
        days = _median_days(before, moments[place]) if place else None
        count = sum(1 for moment in moments[place] if moment)
        found.append(Stage(name, count, days))
    return tuple(found)


def _median_days(
    before: Iterable[datetime | None], after: Iterable[datetime | None]
) -> float | None:
    gaps = [
        (late - early).total_seconds() / DAY_S
        for early, late in zip(before, after, strict=True)
        if early and late and late >= early
    ]
    return round(median(gaps), 1) if gaps else None
