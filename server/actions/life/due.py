"""Due dates: calendar days that end at 24:00 in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from server.db import local_day
from server.models import OPEN, ReminderKind

#: Days from the due date on which those who owe are reminded.
FALLS = {
    ReminderKind.SOON: -7,
    ReminderKind.TODAY: 0,
    ReminderKind.LATE_3: 3,
    ReminderKind.LATE_10: 10,
}
#: Days after which an assignment that nobody acknowledged is remembered.
UNACKNOWLEDGED = timedelta(days=3)
#: How often a unit may be given more time.
MOST_EXTENSIONS = 2


def today(at: datetime) -> date:
    """Say which day it is where the campaign is."""
    return local_day(at)


def first_due(
    settings: Mapping[str, Any], severity: str, days: int | None, at: datetime
) -> date:
    """Count the due date from the rule's days, or from those of the severity."""
    allowed = days if days is not None else settings["days"][severity]
    return today(at) + timedelta(days=allowed)


def is_overdue(status: str, due_on: date | None, day: date) -> bool:
    """Say whether a finding is late on a day: computed, never stored."""
    return status in OPEN and due_on is not None and due_on < day


def standing(kind: ReminderKind, day: date) -> tuple[date | None, date]:
    """Say of which due dates a reminder stands on a day: after the first, to the last.

    It stands from the day on which it falls until the next kind falls.
    """
    falls = FALLS[kind]
    later = min((each for each in FALLS.values() if each > falls), default=None)
    first = None if later is None else day - timedelta(days=later)
    return first, day - timedelta(days=falls)


def falls_on(due_on: date, kind: ReminderKind) -> date:
    """Say on which day a reminder of a due date falls."""
    return due_on + timedelta(days=FALLS[kind])


def reminded(status: str, due_on: date | None, day: date) -> ReminderKind | None:
    """Say which reminder stands on a day: the last that fell; None before the first."""
    if status not in OPEN or due_on is None:
        return None
    late = (day - due_on).days
    fell = [kind for kind in FALLS if FALLS[kind] <= late]
    return max(fell, key=FALLS.__getitem__, default=None)
