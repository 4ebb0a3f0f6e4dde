"""Milestones counted backwards (倒排工期): from the last day to the latest start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)


class Circle(ValueError):
    """Tasks wait for one another."""


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be done: how long it takes, by when, and what comes before."""

    id: int
    #: Both ends counted; at least one.
    days: int
    due_on: date
    after: int | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a task can be done at the earliest, and must be done at the latest."""

    start: date
    finish: date
    latest_start: date
    latest_finish: date
    is_done: bool

    @property
    def slack(self) -> int:
        """How many days it may still wait; below zero it cannot be done in time."""
        return (self.latest_finish - self.finish).days

    @property
    def is_red(self) -> bool:
        """Tell whether it is open and cannot be done in time."""
        return not self.is_done and self.slack < 0


def slots(tasks: Sequence[Task], begin: date) -> Mapping[int, Slot]:
    """Place every task; what is open begins on a day or later. Raises Circle."""
    order = _in_order(tasks)
    finish: dict[int, date] = {}
    for task in order:
        finish[task.id] = task.done_on or _earliest(task, begin, finish)
    latest: dict[int, date] = {}
    for task in reversed(order):
        latest[task.id] = _latest(task, tasks, latest)
    return {task.id: _slot(task, finish[task.id], latest[task.id]) for task in order}


def _in_order(tasks: Sequence[Task]) -> list[Task]:
    """Put each task behind the one that it waits for."""
    waiting, known = list(tasks), {task.id for task in tasks}
    placed: dict[int, Task] = {}
    while waiting:
        free = [one for one in waiting if one.after not in known - placed.keys()]
        if not free:
            raise Circle
        placed |= {one.id: one for one in free}
        waiting = [one for one in waiting if one.id not in placed]
    return list(placed.values())


def _earliest(task: Task, begin: date, finish: Mapping[int, date]) -> date:
    before = finish.get(task.after) if task.after is not None else None
    start = max(begin, before + ONE) if before else begin
    return start + (task.days - 1) * ONE


def _latest(task: Task, tasks: Sequence[Task], latest: Mapping[int, date]) -> date:
    """Give the day before the first open successor must begin, or the due date."""
    starts = [
        latest[one.id] - one.days * ONE
        for one in tasks
        if one.after == task.id and one.done_on is None
    ]
    return min([task.due_on, *starts])


def _slot(task: Task, finish: date, latest: date) -> Slot:
    length = (task.days - 1) * ONE
    is_done = task.done_on is not None
    return Slot(finish - length, finish, latest - length, latest, is_done)
