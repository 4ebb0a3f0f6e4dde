"""Rows that name others: members their group, milestones what they wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from server.actions.arrangements import HOUSES
from server.actions.imports.plan import Known, Line, Row
from server.actions.imports.rows import ArrangementRow, MilestoneRow


def check(rows: list[tuple[Line, Row]], known: Known) -> None:
    """Refuse names that stand neither in the file nor in the store, or twice."""
    told = [row for _line, row in rows]
    groups = _named(told, known)
    tasks = {one.name for one in told if isinstance(one, MilestoneRow)}
    tasks |= known.milestones.keys()
    parts = Counter(one.name for one in known.arrangements.values())
    for line, row in rows:
        if isinstance(row, ArrangementRow) and row.part_of:
            _check(line, "part_of", row.part_of, groups)
        if isinstance(row, MilestoneRow):
            _check(line, "after", row.after, Counter(tasks - {row.name}))
            _check(line, "part", row.part, parts)


def _named(told: Iterable[Row], known: Known) -> Counter[str]:
    """Count, by name, the groups and offices of the file and of the store."""
    there = {(one.kind, one.name) for one in known.arrangements.values()}
    there |= {(one.kind, one.name) for one in told if isinstance(one, ArrangementRow)}
    return Counter(name for kind, name in there if kind in HOUSES)


def _check(line: Line, column: str, name: str, there: Counter[str]) -> None:
    if name and not there[name]:
        line.fail(column, "part_unknown", name=name)
    if there[name] > 1:
        line.fail(column, "part_twice", name=name)
