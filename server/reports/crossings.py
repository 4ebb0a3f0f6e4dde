"""What the wall chart shows beside places and categories: sources, levels, teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from server.actions import access
from server.reports.called import Called
from server.reports.chart import Crossing, Source, Tally, TeamLine
from server.reports.grouped import Sums
from server.reports.sheets import teams
from server.reports.vocabulary import SOURCES
from server.reports.wanted import Wanted


def read(
    asked: Wanted, called: Called, sums: Sums
) -> tuple[tuple[Source, ...], Crossing, tuple[TeamLine, ...]]:
    """Lay out the sums by source, by levels and by team."""
    found = {levels: tally.counted for levels, tally in sums.levels.items()}
    lines = _teams(asked, called, sums.teams)
    return _sources(sums.sources), Crossing(Counter(found)), lines


def _sources(sums: Mapping[str, Tally]) -> tuple[Source, ...]:
    """List all five sources, and any other that a row names."""
    listed = {**dict.fromkeys(SOURCES, Tally()), **sums}
    return tuple(Source(code, tally) for code, tally in listed.items())


def _teams(
    asked: Wanted, called: Called, sums: Mapping[int, Tally]
) -> tuple[TeamLine, ...]:
    """List the teams that the reader may see, in the order of their codes."""
    sent = teams.sent(asked)
    seen = asked.session.scalars(access.teams(asked.actor, asked.campaign))
    lines = []
    for team in seen:
        visits, _sites, forms = sent.get(team.id, (0, 0, 0))
        tally = sums.get(team.id, Tally())
        lines.append(TeamLine(team.code, called.team(team), visits, forms, tally))
    return tuple(lines)
