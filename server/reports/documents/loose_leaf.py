"""Loose leaves (活页): one page a county, with its figures and how they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import BinaryIO

from sqlalchemy import select

from server.actions import access
from server.models import IssueCategory, Region
from server.models.place import prefix
from server.reports import figures, made
from server.reports.documents.matter import Matter
from server.reports.figures import Fact
from server.reports.letter.contract import Letter
from server.reports.letter.tables import Box, Column
from server.reports.spoken import spoken
from server.reports.vocabulary import SEVERITIES
from server.reports.wanted import Wanted

TITLE = "活页"
WEEKS = 6
WEEK = timedelta(days=7)
#: As many problems that came again are named.
MOST_AGAIN = 6
ASPECTS = (
    Column("问题方面", 50, wraps=True),
    Column("问题数", 16),
    Column("严重", 14),
    Column("较重", 14),
    Column("一般", 14),
    Column("未办结", 16),
    Column("已销号", 18),
    Column("超期", 14),
)
TREND = (
    Column("周（周一起）", 52),
    Column("认定", 26),
    Column("销号", 26),
    Column("周末未办结", 52),
)
AGAIN = (
    Column("责任单位", 66, wraps=True),
    Column("问题类别", 66, wraps=True),
    Column("次数", 24),
)


LASTING = (
    Column("单位", 50, wraps=True),
    Column("建议书、制度成果", 82, wraps=True),
    Column("进展", 24),
)


def write(out: BinaryIO, about: Matter, wanted: Wanted) -> None:
    """Write a leaf for each county that is seen, those without findings too."""
    by_county = figures.by(figures.read(wanted), lambda one: one.county)
    aspects = _aspects(wanted)
    writing = about.writing(TITLE)
    for county in _counties(wanted, by_county):
        writing.letter()
        _leaf(writing, about, county, by_county.get(county.code, []), aspects)
        lasting = _lasting(about, wanted, county)
        if lasting:
            writing.space()
            writing.table(LASTING, lasting, f"建议和制度成果　{len(lasting)}项")
    writing.save(out)


def _leaf(
    writing: Letter,
    about: Matter,
    county: Region,
    facts: Sequence[Fact],
    aspects: Sequence[tuple[str, frozenset[str]]],
) -> None:
    writing.title(about.names.region(county.code), f"问题整改{TITLE}")
    writing.boxes(_figures(about, county, facts))
    writing.space()
    writing.table(ASPECTS, _by_aspect(facts, aspects), f"合计　{len(facts)}个")
    writing.space()
    writing.table(TREND, _trend(facts, about.day), f"最近{WEEKS}周")
    again = _again(about, facts)
    if again:
        writing.space()
        writing.table(AGAIN, again, "反复出现：同一单位同类问题两次以上")


def _figures(about: Matter, county: Region, facts: Sequence[Fact]) -> list[list[Box]]:
    name = about.names.region(county.code)
    on_spot = sum(one.is_on_spot for one in facts)
    return [
        [Box("地区", name), Box("统计截止", spoken(about.day))],
        [Box("问题数", f"{len(facts)}个"), Box("立行立改", f"{on_spot}个")],
        [
            Box("未办结", f"{figures.open_ones(facts)}个"),
            Box("已销号", f"{figures.closed_ones(facts)}个"),
        ],
        [
            Box("超期", f"{figures.late_ones(facts)}个"),
            Box("办结率", str(figures.rate(facts))),
        ],
    ]


def _by_aspect(
    facts: Sequence[Fact], aspects: Sequence[tuple[str, frozenset[str]]]
) -> Iterator[tuple[str, ...]]:
    listed = frozenset(code for _, codes in aspects for code in codes)
    rest = [one for one in facts if one.category not in listed]
    groups = [
        (name, [one for one in facts if one.category in codes])
        for name, codes in aspects
    ]
    for name, some in [*groups, *([("未列入分类", rest)] if rest else [])]:
        weights = Counter(one.severity for one in some)
        counted = (
            len(some),
            *(weights[word] for word in reversed(SEVERITIES)),
            figures.open_ones(some),
            figures.closed_ones(some),
            figures.late_ones(some),
        )
        yield (name, *map(str, counted))


def _trend(facts: Sequence[Fact], day: date) -> Iterator[tuple[str, ...]]:
    monday = day - timedelta(days=day.weekday())
    for back in reversed(range(WEEKS)):
        first = monday - back * WEEK
        last = first + WEEK
        found = sum(first <= one.accepted_on < last for one in facts)
        closed = sum(_closed_before(one, last) for one in facts)
        gone = closed - sum(_closed_before(one, first) for one in facts)
        stood = sum(one.accepted_on < last for one in facts) - closed
        yield f"{first:%Y-%m-%d}", str(found), str(gone), str(stood)


def _closed_before(one: Fact, day: date) -> bool:
    return one.closed_on is not None and one.closed_on < day


def _again(about: Matter, facts: Sequence[Fact]) -> list[tuple[str, str, str]]:
    counted = Counter((one.unit_id, one.category) for one in facts if one.unit_id)
    often = [(key, count) for key, count in counted.most_common() if count > 1]
    return [
        (about.names.unit(unit), about.names.category(category)[1], str(count))
        for (unit, category), count in often[:MOST_AGAIN]
    ]


def _lasting(
    about: Matter, wanted: Wanted, county: Region
) -> list[tuple[str, str, str]]:
    """List what the county's units were advised, and what they made for good."""
    found = (*made.advised(wanted, county.code), *made.rules(wanted, county.code))
    return [(about.names.unit(unit), what, stands) for unit, what, stands in found]


def _aspects(wanted: Wanted) -> list[tuple[str, frozenset[str]]]:
    called = wanted.called()
    kinds = wanted.session.scalars(IssueCategory.of(wanted.campaign.id))
    grouped = groupby(kinds, lambda one: f"{one.aspect_code} {called.aspect(one)}")
    return [(name, frozenset(kind.code for kind in some)) for name, some in grouped]


def _counties(wanted: Wanted, found: dict[str, list[Fact]]) -> Iterator[Region]:
    """List the counties that the actor looks over and the filter leaves."""
    home = prefix(wanted.chosen.county or wanted.campaign.region_code)
    reach = access.overlooked(wanted.actor, wanted.campaign)
    rows = wanted.session.scalars(
        select(Region)
        .where(Region.code.startswith(home, autoescape=True), Region.level == "county")
        .order_by(Region.code)
    )
    for row in rows:
        if row.code in found or row.code.startswith(reach):
            yield row
