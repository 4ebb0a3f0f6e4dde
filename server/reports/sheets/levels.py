"""Where problems show against where they are rooted (根源层级), as a cross-table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from server.reports.figures import Fact
from server.reports.names import LEVELS
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets.summary import TOTAL, summed
from server.reports.wanted import Wanted

NAME = "根源层级"
UNSAID = "未定"
ROWS = (*LEVELS, "")
COLUMNS = (
    Column("表现层级 ＼ 根源层级", 20),
    *(Column(f"根源在{name}级", 12, Kind.WHOLE) for name in LEVELS.values()),
    Column(f"根源{UNSAID}", 12, Kind.WHOLE),
    Column(TOTAL, 12, Kind.WHOLE),
)


def sheet(wanted: Wanted, facts: Sequence[Fact]) -> Sheet:
    """Describe the cross-table; every level has its row and its column."""
    title = f"{wanted.campaign.name}问题表现层级与根源层级"
    return Sheet(NAME, title, wanted.subtitle, COLUMNS, list(_rows(facts)))


def _rows(facts: Sequence[Fact]) -> Iterator[Row]:
    found = Counter((one.shows, one.root) for one in facts)
    for shows in ROWS:
        cells = [found[shows, root] for root in ROWS]
        name = f"表现在{LEVELS[shows]}级" if shows else f"表现层级{UNSAID}"
        yield Row((name, *cells, sum(cells)))
    sums = [sum(found[shows, root] for shows in ROWS) for root in ROWS]
    yield summed(TOTAL, *sums, sum(sums))
