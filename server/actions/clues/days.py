"""The days of clues: how long one takes, and until when it is given back."""

from __future__ import annotations

from datetime import date, timedelta

from server.models import UNFINISHED, WITH_THEM, Clue, ClueTransfer

#: Days within which a clue that was accepted is to be answered, unless told otherwise.
TO_CHECK = 30
#: Days within which another body says what came of a clue that was handed on.
TO_ANSWER = 30
#: Working days within which a unit gives back what is not its own.
TO_RETURN = 2
#: Thereafter the office designates who has it.
MOST_RETURNS = 2
SATURDAY = 5


def is_late(subject: Clue, day: date) -> bool:
    """Say whether a clue is late on a day: computed, never stored."""
    due = subject.due_on
    return subject.state in UNFINISHED and due is not None and due < day


def transfer_is_late(subject: ClueTransfer, day: date) -> bool:
    """Say whether another body's answer is late on a day."""
    return subject.state in WITH_THEM and subject.due_on < day


def working_days(first: date, last: date) -> int:
    """Count the days from Monday to Friday after the first, the last one included.

    Public holidays are not known: they make the time shorter, never longer.
    """
    between = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(day.weekday() < SATURDAY for day in between)
