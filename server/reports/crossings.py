"""What the wall chart sums beside places and categories: sources, levels, teams.

Each is grouped from the ledger's own choice of rows, so that none can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, case, cast, func

from server.actions import access
from server.models import Finding
from server.reports.called import Called
from server.reports.chart import Crossing, Source, Tally, TeamLine, tally_of
from server.reports.sheets import teams
from server.reports.vocabulary import SOURCES
from server.reports.wanted import Wanted

#: By the values of the columns that are grouped.
Sums = Mapping[tuple[Any, ...], Tally]


@dataclass(frozen=True, slots=True)
class Counted:
    """The sums by source and levels, and those by team, before they have names."""

    levels: Sums
    teams: Sums


def count(asked: Wanted) -> Counted:
    """Count findings by source and levels, and by team."""
    book = asked.chosen.book
    levels = _sums(asked, Finding.source, book.manifest_level, book.root_level)
    return Counted(levels, _sums(asked, Finding.team_id))


def read(
    asked: Wanted, called: Called, counted: Counted
) -> tuple[tuple[Source, ...], Crossing, tuple[TeamLine, ...]]:
    """Lay out the sums by source, by levels and by team."""
    crossed: Counter[tuple[str, str]] = Counter()
    for (_source, shows, root), tally in counted.levels.items():
        crossed[shows, root] += tally.counted
    lines = _teams(asked, called, counted.teams)
    return _sources(counted.levels), Crossing(crossed), lines


def _sources(sums: Sums) -> tuple[Source, ...]:
    """List all five sources, and any other that a row names."""
    found = dict.fromkeys(SOURCES, Tally())
    for (source, *_levels), tally in sums.items():
        found[source] = found.get(source, Tally()).plus(tally)
    return tuple(Source(code, tally) for code, tally in found.items())


def _teams(asked: Wanted, called: Called, sums: Sums) -> tuple[TeamLine, ...]:
    """List the teams that the reader may see, in the order of their codes."""
    sent = teams.sent(asked)
    seen = asked.session.scalars(access.teams(asked.actor, asked.campaign))
    lines = []
    for team in seen:
        visits, _sites, forms = sent.get(team.id, (0, 0, 0))
        tally = sums.get((team.id,), Tally())
        lines.append(TeamLine(team.code, called.team(team), visits, forms, tally))
    return tuple(lines)


def _sums(asked: Wanted, *columns: Any) -> Sums:
    """Add up by columns; they are grouped by label, for they may hold parameters."""
    book = asked.chosen.book
    late = cast(case((book.due_on < asked.chosen.day, 1), else_=0), Integer)
    names = [f"group_{place}" for place in range(len(columns))]
    labels = [one.label(name) for one, name in zip(columns, names, strict=True)]
    rows = asked.session.execute(
        asked.chosen.unsorted(asked.actor, asked.campaign)
        .with_only_columns(
            *labels,
            book.status,
            func.count(),
            func.sum(late),
            maintain_column_froms=True,
        )
        .group_by(*names, book.status)
    )
    found: dict[tuple[Any, ...], Tally] = {}
    for *key, status, count, overdue in rows:
        group = tuple(key)
        tally = tally_of(status, count, overdue)
        found[group] = found.get(group, Tally()).plus(tally)
    return found
