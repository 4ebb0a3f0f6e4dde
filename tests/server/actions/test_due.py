"""Which reminder falls on a day, and which one stands."""

from datetime import date, timedelta

import pytest

from server.actions.life import due
from server.models import ReminderKind

DUE = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("late", "stands"),
    [
        (-8, None),
        (-7, "soon"),
        (-6, "soon"),
        (-1, "soon"),
        (0, "today"),
        (2, "today"),
        (3, "late_3"),
        (9, "late_3"),
        (10, "late_10"),
        (400, "late_10"),
    ],
)
def test_reminders_fall_on_their_day_and_stand_until_the_next(late, stands):
    day = DUE + timedelta(days=late)
    assert due.reminded("rectifying", DUE, day) == stands
    for kind in due.FALLS:
        after, until = due.standing(kind, day)
        inside = (after is None or after < DUE) and until >= DUE
        assert inside == (kind == stands), kind


@pytest.mark.parametrize(
    ("status", "due_on"),
    [("rectifying", None), ("closed", DUE), ("cleared", DUE), ("merged", DUE)],
)
def test_nobody_is_reminded_of_what_is_over_or_has_no_date(status, due_on):
    assert due.reminded(status, due_on, DUE) is None


def test_every_kind_but_one_speaks_of_the_due_date():
    assert set(due.FALLS) == set(ReminderKind) - {ReminderKind.UNACKNOWLEDGED}
