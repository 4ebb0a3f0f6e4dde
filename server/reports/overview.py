"""Where a campaign stands, by county, stage and category, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access, settings
from server.actions.access import Actor
from server.db import Seconds, now
from server.models import (
    COUNTED,
    Campaign,
    FindingStatus,
    IssueCategory,
    Region,
)
from server.models.place import prefix
from server.reports import book, coverage, crossings, grouped, kept
from server.reports.called import Called
from server.reports.chart import (
    Aspect,
    Category,
    County,
    Overview,
    Stage,
    Tally,
    total,
)
from server.reports.coverage import COUNTY, Visited
from server.reports.filters import LedgerFilter
from server.reports.vocabulary import STAGES
from server.reports.wanted import Wanted

DAY_S = 86400


def read(
    session: Session, actor: Actor, campaign: Campaign, as_of: date | None
) -> Overview:
    """Read the figures, as they stand or stood at the end of a day."""
    wanted = LedgerFilter(as_of=as_of)
    asked = Wanted(session, actor, campaign, wanted, now())
    sums = kept.sums(asked, "overview", lambda: grouped.read(asked))
    stages = kept.sums(asked, "stages", lambda: _stages(asked))
    called = Called.on(session, campaign, as_of)
    seen = coverage.visited(session, actor, campaign, wanted)
    counties = _counties(asked, sums.counties, seen, called)
    to_visit = _to_visit(campaign, counties)
    return Overview(
        counties,
        _aspects(session, campaign, sums.categories, called),
        {one: sums.statuses.get(one, Tally()).counted for one in COUNTED},
        stages,
        total(sums.statuses.values()),
        _candidates(session, actor, campaign, wanted),
        *crossings.read(asked, called, sums),
        to_visit,
        coverage.rounds(
            session, campaign, [(one.code, one.name) for one in to_visit], seen
        ),
    )


def _counties(
    asked: Wanted, counted: Mapping[str, Tally], seen: Visited, called: Called
) -> tuple[County, ...]:
    """List the reader's counties in code order, those without findings too."""
    code = asked.campaign.region_code
    home = Region.code.startswith(prefix(code), autoescape=True)
    rows = asked.session.scalars(
        select(Region)
        .where(home, Region.level.in_(("county", "town")))
        .order_by(Region.code)
    ).all()
    towns = Counter(row.code[:COUNTY] for row in rows if row.level == "town")
    visited = set().union(*seen.values())
    reached = {town[:COUNTY] for town in visited}
    towns_seen = Counter(one[:COUNTY] for one in visited if one[COUNTY:] != "000")
    return tuple(
        County(
            row.code,
            called.region(row.code, row.name),
            row.is_functional_zone,
            counted.get(row.code, Tally()),
            towns[row.code[:COUNTY]],
            towns_seen[row.code[:COUNTY]],
            row.code[:COUNTY] in reached,
        )
        for row in rows
        if row.level == "county" and _is_seen(asked, row.code)
    )


def _is_seen(asked: Wanted, code: str) -> bool:
    """Whether a county lies where the reader looks: of others, nothing is told."""
    told = (asked.actor, "overview.read", asked.campaign)
    return access.may(*told, region_code=code)


def _to_visit(campaign: Campaign, counties: Sequence[County]) -> tuple[County, ...]:
    """Choose the denominator of coverage: with functional zones, or without."""
    if settings.current(campaign)["zones_count"]:
        return tuple(counties)
    return tuple(one for one in counties if not one.is_zone)


def _aspects(
    session: Session,
    campaign: Campaign,
    counted: Mapping[str, Tally],
    called: Called,
) -> tuple[Aspect, ...]:
    grouped: dict[tuple[str, str], list[Category]] = {}
    for row in session.scalars(IssueCategory.of(campaign.id)):
        tally = counted.get(row.code, Tally())
        if row.closed_at is not None and not tally.counted:
            continue
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


def _candidates(
    session: Session, actor: Actor, campaign: Campaign, wanted: LedgerFilter
) -> int:
    """Count what waited for its leader, on the day asked for."""
    chosen = book.standing(
        actor, campaign, (FindingStatus.CANDIDATE,), wanted.as_of
    ).with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(chosen) or 0


def _stages(asked: Wanted) -> tuple[Stage, ...]:
    """Follow the findings that count: accepted, assigned, reported, closed."""
    chosen = asked.chosen.unsorted(asked.actor, asked.campaign)
    seconds = [Seconds(moment) for moment in asked.chosen.book.moments]
    columns = chosen.with_only_columns(*seconds, maintain_column_froms=True)
    rows = asked.session.execute(columns).all()
    names = tuple(STAGES)
    moments = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    found = []
    for place, name in enumerate(names):
        before = moments[place - 1] if place else ()
        days = _median_days(before, moments[place]) if place else None
        count = sum(1 for moment in moments[place] if moment)
        found.append(Stage(name, count, days))
    return tuple(found)


def _median_days(
    before: Iterable[int | None], after: Iterable[int | None]
) -> float | None:
    gaps = [
        late - early
        for early, late in zip(before, after, strict=True)
        if early and late and late >= early
    ]
    return round(median(gaps) / DAY_S, 1) if gaps else None
