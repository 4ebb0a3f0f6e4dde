"""Days as documents write them."""

from __future__ import annotations

from datetime import date

#: Room to fill in by hand.
BLANK = "　　年　　月　　日"


def spoken(day: date | None) -> str:
    """Write a day as documents do; a blank to fill in where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK
