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
from server.db import end_of, now
from server.models import (
    COUNTED,
    Campaign,
    Finding,
    FindingStatus,
    IssueCategory,
    Region,
    Submission,
)
from server.models.place import prefix
from server.reports import book, crossings
from server.reports.called import Called
from server.reports.chart import (
    Aspect,
    Category,
    County,
    Overview,
    Stage,
    Tally,
    tally_of,
    total,
)
from server.reports.filters import LedgerFilter
from server.reports.vocabulary import STAGES

COUNTY, TOWN = 6, 9
DAY_S = 86400


def read(
    session: Session, actor: Actor, campaign: Campaign, as_of: date | None
) -> Overview:
    """Read the figures, as they stand or stood at the end of a day."""
    wanted = LedgerFilter(as_of=as_of)
    cells = _cells(session, actor, campaign, wanted)
    called = Called.on(session, campaign, as_of)
    return Overview(
        _counties(session, actor, campaign, cells, wanted, called),
        _aspects(session, campaign, cells, called),
        _sums(cells),
        _stages(session, actor, campaign, wanted),
        total(cell.tally for cell in cells),
        _candidates(session, actor, campaign, wanted),
        *crossings.read(session, actor, campaign, wanted, called),
    )


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
        _Cell(county or "", category, status, tally_of(status, count, overdue))
        for county, category, status, count, overdue in rows
    ]


def _sums(cells: Sequence[_Cell]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.status] += cell.tally.counted
    return {status: found[status] for status in COUNTED}


def _counties(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    cells: Sequence[_Cell],
    wanted: LedgerFilter,
    called: Called,
) -> tuple[County, ...]:
    """List the campaign's counties in code order, those without findings too."""
    home = Region.code.startswith(prefix(campaign.region_code), autoescape=True)
    rows = session.scalars(
        select(Region)
        .where(home, Region.level.in_(("county", "town")))
        .order_by(Region.code)
    ).all()
    towns = Counter(row.code[:COUNTY] for row in rows if row.level == "town")
    visited = _visited(session, actor, campaign, wanted)
    reached = {town[:COUNTY] for town in visited}
    seen = Counter(town[:COUNTY] for town in visited if town[COUNTY:] != "000")
    counted = _by(cells, "county")
    return tuple(
        County(
            row.code,
            called.region(row.code, row.name),
            row.is_functional_zone,
            counted.get(row.code, Tally()),
            towns[row.code[:COUNTY]],
            seen[row.code[:COUNTY]],
            row.code[:COUNTY] in reached,
        )
        for row in rows
        if row.level == "county"
    )


def _visited(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> set[str]:
    """List the places from which something had been sent, cut to their town."""
    until = end_of(wanted.as_of) if wanted.as_of else now()
    sent = (
        access.submissions(actor, campaign)
        .where(Submission.received_at <= until)
        .with_only_columns(Submission.region_code, maintain_column_froms=True)
        .distinct()
    )
    return {code[:TOWN] for code in session.scalars(sent) if code}


def _aspects(
    session: Session, campaign: Campaign, cells: Sequence[_Cell], called: Called
) -> tuple[Aspect, ...]:
    counted = _by(cells, "category")
    grouped: dict[tuple[str, str], list[Category]] = {}
    for row in session.scalars(IssueCategory.of(campaign.id)):
        tally = counted.get(row.code, Tally())
        one = Category(row.code, called.category(row), tally)
        grouped.setdefault((row.aspect_code, called.aspect(row)), []).append(one)
    listed = {one.code for found in grouped.values() for one in found}
    other = [
        Category(code, code, one) for code, one in counted.items() if code not in listed
    ]
    if other:
        grouped["", ""] = other
    return tuple(
        Aspect(code, name, tuple(found)) for (code, name), found in grouped.items()
    )


def _by(cells: Sequence[_Cell], name: str) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for cell in cells:
        key = getattr(cell, name)
        found[key] = found.get(key, Tally()).plus(cell.tally)
    return found


def _candidates(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> int:
    """Count what waited for its leader, on the day asked for."""
    chosen = book.standing(
        actor, campaign, (FindingStatus.CANDIDATE,), wanted.as_of
    ).with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(chosen) or 0


def _stages(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> tuple[Stage, ...]:
    """Follow the findings that count: accepted, assigned, reported, closed."""
    chosen = wanted.select(actor, campaign).order_by(None)
    columns = chosen.with_only_columns(*wanted.book.moments, maintain_column_froms=True)
    rows = [tuple(map(_moment, row)) for row in session.execute(columns)]
    names = tuple(STAGES)
    moments = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    found = []
    for place, name in enumerate(names):
        before = moments[place - 1] if place else ()
        days = _median_days(before, moments[place]) if place else None
        count = sum(1 for moment in moments[place] if moment)
        found.append(Stage(name, count, days))
    return tuple(found)


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _median_days(
    before: Iterable[datetime | None], after: Iterable[datetime | None]
) -> float | None:
    gaps = [
        (late - early).total_seconds() / DAY_S
        for early, late in zip(before, after, strict=True)
        if early and late and late >= early
    ]
    return round(median(gaps), 1) if gaps else None
