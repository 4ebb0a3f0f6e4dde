"""Milestones counted backwards, as a truth table."""

from datetime import date

import pytest

from server.actions.schedule import Circle, Task, slots

TODAY = date(2026, 4, 20)
END = date(2026, 5, 10)


def day(month, number):
    return date(2026, month, number)


CASES = {
    "alone": ([Task(1, 5, END)], {1: (day(4, 20), day(4, 24), day(5, 6), END, 16)}),
    "one day, today": ([Task(1, 1, TODAY)], {1: (TODAY, TODAY, TODAY, TODAY, 0)}),
    "too long": ([Task(1, 22, END)], {1: (TODAY, day(5, 11), day(4, 19), END, -1)}),
    "overdue": (
        [Task(1, 3, day(4, 1))],
        {1: (TODAY, day(4, 22), day(3, 30), day(4, 1), -21)},
    ),
    "one after another": (
        [Task(1, 5, END), Task(2, 10, END, after=1)],
        {
            1: (TODAY, day(4, 24), day(4, 26), day(4, 30), 6),
            2: (day(4, 25), day(5, 4), day(5, 1), END, 6),
        },
    ),
    "a due date of its own comes first": (
        [Task(1, 5, day(4, 22)), Task(2, 10, END, after=1)],
        {
            1: (TODAY, day(4, 24), day(4, 18), day(4, 22), -2),
            2: (day(4, 25), day(5, 4), day(5, 1), END, 6),
        },
    ),
    "the chain is too long for its end": (
        [Task(2, 10, END, after=1), Task(1, 12, END)],
        {
            1: (TODAY, day(5, 1), day(4, 19), day(4, 30), -1),
            2: (day(5, 2), day(5, 11), day(5, 1), END, -1),
        },
    ),
    "what is done pushes nobody": (
        [Task(1, 5, END, done_on=day(4, 10)), Task(2, 10, END, after=1)],
        {
            1: (day(4, 6), day(4, 10), day(4, 26), day(4, 30), 20),
            2: (TODAY, day(4, 29), day(5, 1), END, 11),
        },
    ),
    "of two that follow, the tighter one counts": (
        [Task(1, 2, END), Task(2, 3, END, after=1), Task(3, 9, END, after=1)],
        {
            1: (TODAY, day(4, 21), day(4, 30), day(5, 1), 10),
            2: (day(4, 22), day(4, 24), day(5, 8), END, 16),
            3: (day(4, 22), day(4, 30), day(5, 2), END, 10),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_task_has_its_slot(name):
    tasks, told = CASES[name]
    found = slots(tasks, TODAY)
    assert {
        key: (one.start, one.finish, one.latest_start, one.latest_finish, one.slack)
        for key, one in found.items()
    } == told


def test_only_what_is_open_turns_red():
    late = [Task(1, 3, day(4, 1), done_on=day(4, 9)), Task(2, 3, day(4, 1))]
    found = slots(late, TODAY)
    assert [found[1].is_red, found[2].is_red] == [False, True]


@pytest.mark.parametrize("after", [{1: 1}, {1: 2, 2: 1}, {1: 3, 2: 1, 3: 2}])
def test_tasks_that_wait_for_one_another_are_refused(after):
    with pytest.raises(Circle):
        slots([Task(one, 1, END, after=two) for one, two in after.items()], TODAY)
