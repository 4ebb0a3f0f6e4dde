"""The findings that count, grouped once: what every sum of the wall chart is made of.

They come from the ledger's own choice of rows and from one query, so that no two sums
can disagree with it or with one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Integer, case, cast, func

from server.models import Finding
from server.reports.chart import Tally, tally_of
from server.reports.wanted import Wanted

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Sums:
    """What is counted of the findings, before anything has a name."""

    counties: dict[str, Tally] = field(default_factory=dict)
    categories: dict[str, Tally] = field(default_factory=dict)
    statuses: dict[str, Tally] = field(default_factory=dict)
    sources: dict[str, Tally] = field(default_factory=dict)
    #: By where they show and where they are rooted.
    levels: dict[tuple[str, str], Tally] = field(default_factory=dict)
    teams: dict[int, Tally] = field(default_factory=dict)


def read(asked: Wanted) -> Sums:
    """Add up the findings by each of the ways in which the chart shows them."""
    sums = Sums()
    for county, category, status, source, shows, root, team, count, late in _rows(
        asked
    ):
        tally = tally_of(status, count, late)
        _add(sums.counties, county or "", tally)
        _add(sums.categories, category, tally)
        _add(sums.statuses, status, tally)
        _add(sums.sources, source, tally)
        _add(sums.levels, (shows, root), tally)
        _add(sums.teams, team, tally)
    return sums


def _rows(asked: Wanted) -> Iterable[Any]:
    """Count by all of them at once; grouped by label, for they may hold parameters."""
    book = asked.chosen.book
    late = cast(case((book.due_on < asked.chosen.day, 1), else_=0), Integer)
    columns = (
        Finding.county_code,
        book.category_code,
        book.status,
        Finding.source,
        book.manifest_level,
        book.root_level,
        Finding.team_id,
    )
    names = [f"group_{place}" for place in range(len(columns))]
    labels = [one.label(name) for one, name in zip(columns, names, strict=True)]
    return asked.session.execute(
        asked.chosen.unsorted(asked.actor, asked.campaign)
        .with_only_columns(
            *labels, func.count(), func.sum(late), maintain_column_froms=True
        )
        .group_by(*names)
    )


def _add(sums: dict[Key, Tally], key: Key, tally: Tally) -> None:
    sums[key] = sums.get(key, Tally()).plus(tally)
