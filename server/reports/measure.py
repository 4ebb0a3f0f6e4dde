"""How much room text takes in a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

#: Points of a line, and the rows that are still rows; programs allow 409 at most.
LINE_PT, LEAST_PT, MOST_PT = 14.5, 24.0, 400.0
MARGIN_PT = 6
MOST_LINES = int((MOST_PT - MARGIN_PT) / LINE_PT)
#: Text beyond this cannot make a row higher.
READ = 4000


def height(cells: Iterable[tuple[object, float]], least: float = LEAST_PT) -> float:
    """Give a row the height that its longest text needs, within reason."""
    most = max((lines(value, width) for value, width in cells), default=1)
    return min(MOST_PT, max(least, most * LINE_PT + MARGIN_PT))


def lines(value: object, width: float) -> int:
    """Count the lines that a value takes in a column of so many characters."""
    if not isinstance(value, str):
        return 1
    room = max(2.0, width - 1)
    parts = value[:READ].splitlines() or [""]
    return sum(max(1, -int(-wide(part) // room)) for part in parts)


def wide(text: str) -> int:
    """Count half-widths: a Chinese character or mark is two of a digit."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)
