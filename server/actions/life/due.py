"""Due dates: calendar days that end at 24:00 in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from server.db import LOCAL
from server.models import OPEN

#: Days from the due date on which those who owe are reminded.
REMINDERS = (-7, 0, 3, 10)
#: Days after which an assignment that nobody acknowledged is remembered.
UNACKNOWLEDGED = 3
#: How often a unit may be given more time.
MOST_EXTENSIONS = 2


def today(at: datetime) -> date:
    """Say which day it is where the campaign is."""
    return at.astimezone(LOCAL).date()


def first_due(
    settings: Mapping[str, Any], severity: str, days: int | None, at: datetime
) -> date:
    """Count the due date from the rule's days, or from those of the severity."""
    allowed = days if days is not None else settings["days"][severity]
    return today(at) + timedelta(days=allowed)


def is_overdue(status: str, due_on: date | None, day: date) -> bool:
    """Say whether a finding is late on a day: computed, never stored."""
    return status in OPEN and due_on is not None and due_on < day


def reminded(status: str, due_on: date | None, day: date) -> int | None:
    """Say which reminder stands on a day: the last that fell; None before the first."""
    if status not in OPEN or due_on is None:
        return None
    late = (day - due_on).days
    return max((each for each in REMINDERS if each <= late), default=None)


def reminder(status: str, due_on: date | None, day: date) -> int | None:
    """Say which reminder falls on a day, in days after the due date; None if none."""
    if status not in OPEN or due_on is None:
        return None
    late = (day - due_on).days
    return late if late in REMINDERS else None
