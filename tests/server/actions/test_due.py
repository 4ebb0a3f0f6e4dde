"""Which reminder falls on a day, and which one stands."""

from datetime import date, timedelta

import pytest

from server.actions.life import due

DUE = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("late", "falls", "stands"),
    [
        (-8, None, None),
        (-7, -7, -7),
        (-6, None, -7),
        (-1, None, -7),
        (0, 0, 0),
        (1, None, 0),
        (2, None, 0),
        (3, 3, 3),
        (9, None, 3),
        (10, 10, 10),
        (400, None, 10),
    ],
)
def test_reminders_fall_on_their_day_and_stand_until_the_next(late, falls, stands):
    day = DUE + timedelta(days=late)
    assert due.reminder("rectifying", DUE, day) == falls
    assert due.reminded("rectifying", DUE, day) == stands


@pytest.mark.parametrize(
    ("status", "due_on"),
    [("rectifying", None), ("closed", DUE), ("cleared", DUE), ("merged", DUE)],
)
def test_nobody_is_reminded_of_what_is_over_or_has_no_date(status, due_on):
    assert due.reminded(status, due_on, DUE) is None
    assert due.reminder(status, due_on, DUE) is None
