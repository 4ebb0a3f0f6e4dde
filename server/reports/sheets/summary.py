"""The sums of an extract (汇总统计): by region, category, team and source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import select

from server.actions import access
from server.models import IssueCategory, Region
from server.models.place import prefix
from server.reports import figures
from server.reports.called import Called
from server.reports.cells import Value
from server.reports.figures import STATES, Fact
from server.reports.sheet import Column, Kind, Row, Sheet, Stands
from server.reports.vocabulary import SEVERITIES, SOURCES, STATUSES
from server.reports.wanted import Wanted

REGIONS, CATEGORIES, ORIGINS = "按地区", "按类别", "按来源"
ABOVE, NOWHERE, UNKNOWN = "本级", "未列入县（市、区）", "未列入分类"
TOTAL = "合计"
COUNT = Column("问题数", 9, Kind.WHOLE)
BY_STATE = tuple(Column(STATUSES[one]["zh"], 9, Kind.WHOLE) for one in STATES)
ENDS = (Column("超期", 8, Kind.WHOLE), Column("办结率", 9))
BY_WEIGHT = tuple(
    Column(name["zh"], 8, Kind.WHOLE) for name in reversed(SEVERITIES.values())
)
BY_REGION = (Column("市", 14), Column("县（市、区）", 22), COUNT, *BY_STATE, *ENDS)
BY_CATEGORY = (
    Column("问题方面", 24, Kind.WRAP),
    Column("问题类别", 30, Kind.WRAP),
    COUNT,
    *BY_WEIGHT,
    Column("未办结", 8, Kind.WHOLE),
    Column("已销号", 8, Kind.WHOLE),
    *ENDS,
)
BY_SOURCE = (
    Column("序号", 6, Kind.WHOLE),
    Column("问题来源", 24),
    COUNT,
    *BY_STATE,
    *ENDS,
)

Facts = Sequence[Fact]


def sheets(wanted: Wanted, facts: Facts) -> list[Sheet]:
    """Describe the sums by region, by category and by source."""
    return [
        table(wanted, REGIONS, BY_REGION, list(_regions(wanted, facts))),
        table(wanted, CATEGORIES, BY_CATEGORY, list(_categories(wanted, facts))),
        table(wanted, ORIGINS, BY_SOURCE, list(_sources(facts))),
    ]


def table(
    wanted: Wanted, name: str, columns: tuple[Column, ...], rows: Sequence[Row]
) -> Sheet:
    """Describe a table of sums under the ledger's own head."""
    title = f"{wanted.campaign.name}问题汇总（{name}）"
    return Sheet(name, title, wanted.subtitle, columns, rows)


def summed(*values: Value) -> Row:
    """Make a row that adds up others."""
    return Row(values, stands=Stands.SUM)


def _stood(facts: Facts) -> tuple[Value, ...]:
    return (len(facts), *figures.states(facts), *_ends(facts))


def _ends(facts: Facts) -> tuple[Value, ...]:
    return figures.late_ones(facts), figures.rate(facts)


def _regions(wanted: Wanted, facts: Facts) -> Iterator[Row]:
    """List every county in code order under its city, those without findings too."""
    in_city = figures.by(facts, lambda one: one.city)
    listed, called = set(), wanted.called()
    for city, counties in _by_city(wanted, facts):
        listed.add(city.code)
        here = in_city.get(city.code, [])
        yield summed(called.region(city.code, city.name), "小计", *_stood(here))
        yield from _counties(counties, here, called)
    rest = [one for one in facts if one.city not in listed]
    if rest:
        yield Row(("", NOWHERE, *_stood(rest)))
    yield summed(TOTAL, "", *_stood(facts))


def _counties(counties: Sequence[Region], here: Facts, called: Called) -> Iterator[Row]:
    in_county = figures.by(here, lambda one: one.county)
    for county in counties:
        name = called.region(county.code, county.name)
        yield Row(("", name, *_stood(in_county.pop(county.code, []))))
    above = [one for some in in_county.values() for one in some]
    if above:
        yield Row(("", ABOVE, *_stood(above)))


def _by_city(wanted: Wanted, facts: Facts) -> list[tuple[Region, list[Region]]]:
    """List the cities and counties that the actor sees and the filter leaves."""
    rows = wanted.session.scalars(
        select(Region)
        .where(
            Region.code.startswith(prefix(wanted.campaign.region_code)),
            Region.level.in_(("city", "county")),
        )
        .order_by(Region.code)
    )
    seen = _seen(wanted, facts)
    shown = [row for row in rows if row.level == "city" or seen(row.code)]
    grouped = (
        (code, list(some)) for code, some in groupby(shown, lambda r: r.code[:4])
    )
    found = [(some[0], some[1:]) for _, some in grouped if some[0].level == "city"]
    counted = {one.city for one in facts}
    return [(city, some) for city, some in found if some or city.code in counted]


def _seen(wanted: Wanted, facts: Facts) -> Callable[[str], bool]:
    """Tell a county with nothing in it from one that is not to be looked at."""
    chosen = prefix(wanted.chosen.county) if wanted.chosen.county else ""
    reach = access.overlooked(wanted.actor, wanted.campaign)
    counted = {one.county for one in facts}
    return lambda code: (
        code in counted or (code.startswith(chosen[:6]) and code.startswith(reach))
    )


def _categories(wanted: Wanted, facts: Facts) -> Iterator[Row]:
    """List every category under its aspect, those without findings too."""
    found, called = figures.by(facts, lambda one: one.category), wanted.called()
    held = wanted.session.scalars(IssueCategory.of(wanted.campaign.id))
    kinds = (one for one in held if one.closed_at is None or one.code in found)
    aspects = groupby(kinds, lambda one: (one.aspect_code, called.aspect(one)))
    for aspect, some in aspects:
        rows = [(kind, found.pop(kind.code, [])) for kind in some]
        every = [one for _, facts_of in rows for one in facts_of]
        yield summed(" ".join(aspect), "小计", *_weighed(every))
        for kind, facts_of in rows:
            yield Row(("", f"{kind.code} {called.category(kind)}", *_weighed(facts_of)))
    rest = [one for some in found.values() for one in some]
    if rest:
        yield Row(("", UNKNOWN, *_weighed(rest)))
    yield summed(TOTAL, "", *_weighed(facts))


def _weighed(facts: Facts) -> tuple[Value, ...]:
    weights = figures.by(facts, lambda one: one.severity)
    by_weight = (len(weights.get(name, [])) for name in reversed(SEVERITIES))
    done = figures.open_ones(facts), figures.closed_ones(facts)
    return (len(facts), *by_weight, *done, *_ends(facts))


def _sources(facts: Facts) -> Iterator[Row]:
    """List the five sources, always; what comes from elsewhere follows them."""
    found = figures.by(facts, lambda one: one.source)
    others = [str(one) for one in found if one not in SOURCES]
    for place, source in enumerate((*SOURCES, *others), start=1):
        name = SOURCES.get(source, source)
        yield Row((place, name, *_stood(found.get(source, []))))
    yield summed(None, TOTAL, *_stood(facts))
