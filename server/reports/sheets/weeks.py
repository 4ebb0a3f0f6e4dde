"""How a campaign moved week by week (周进度), Monday to Sunday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from server.reports.figures import Fact
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets.summary import TOTAL, summed
from server.reports.wanted import Wanted

NAME = "周进度"
WEEK = timedelta(days=7)
COLUMNS = (
    Column("周次", 8, Kind.WHOLE),
    Column("起（周一）", 13, Kind.DATE),
    Column("止（周日）", 13, Kind.DATE),
    Column("认定", 10, Kind.WHOLE),
    Column("交办", 10, Kind.WHOLE),
    Column("上报整改", 10, Kind.WHOLE),
    Column("销号", 10, Kind.WHOLE),
    Column("累计认定", 10, Kind.WHOLE),
    Column("累计销号", 10, Kind.WHOLE),
    Column("周末未办结", 11, Kind.WHOLE),
)


def sheet(wanted: Wanted, facts: Sequence[Fact]) -> Sheet:
    """Describe the weeks from the first finding to the day that is counted to."""
    title = f"{wanted.campaign.name}{NAME}"
    rows = list(_rows(facts, wanted.chosen.day))
    return Sheet(NAME, title, wanted.subtitle, COLUMNS, rows)


def _rows(facts: Sequence[Fact], last: date) -> Iterator[Row]:
    if not facts:
        return
    accepted = Counter(_monday(one.accepted_on) for one in facts)
    others = [
        Counter(_monday(day) for day in days if day)
        for days in (
            [one.assigned_on for one in facts],
            [one.reported_on for one in facts],
            [one.closed_on for one in facts],
        )
    ]
    monday, number, found, closed = min(accepted), 0, 0, 0
    end = max(_monday(last), *accepted)
    while monday <= end:
        number += 1
        steps = [counted[monday] for counted in others]
        found, closed = found + accepted[monday], closed + steps[-1]
        here = (accepted[monday], *steps, found, closed, found - closed)
        yield Row((number, monday, monday + WEEK - timedelta(days=1), *here))
        monday += WEEK
    sums = [sum(counted.values()) for counted in (accepted, *others)]
    yield summed(TOTAL, None, None, *sums, found, closed, found - closed)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
