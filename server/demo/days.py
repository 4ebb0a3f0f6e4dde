"""The days of the story: told in spring 2026, moved so that it ends last week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from server.db import LOCAL

BEGINS, ENDS = date(2026, 3, 1), date(2026, 6, 30)
#: The Monday on which the story has come to its present.
PRESENT = date(2026, 5, 4)
WEEK = timedelta(days=7)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """By how much the spring is moved: whole weeks, so that a Monday stays one."""

    moved: timedelta = timedelta()

    @classmethod
    def until(cls, today: date) -> Days:
        """Move the story so that its present is this week; never before its spring."""
        return cls(max(0, (today - PRESENT) // WEEK) * WEEK)

    @classmethod
    def since(cls, begun: date) -> Days:
        """Go on with a story that began on this day."""
        return cls(begun - BEGINS)

    def on(self, day: date) -> date:
        """Give the day on which a day of the spring falls."""
        return day + self.moved

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """Name a moment of a day of the spring on the wall clock of Dezhou."""
        return datetime.combine(self.on(day), time(hour, minute), LOCAL)


def next_workday(moment: datetime) -> datetime:
    """Go on to the same time of the next day that is no weekend."""
    after = moment + timedelta(days=1)
    return after if after.weekday() < SATURDAY else next_workday(after)
