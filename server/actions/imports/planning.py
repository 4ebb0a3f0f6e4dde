"""From a table to a plan: read each row, find doubles, compare with what is there."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from server.actions.imports import parts
from server.actions.imports.columns import COLUMNS, Kind
from server.actions.imports.heading import Heading, heading
from server.actions.imports.plan import Change, Known, Line, Plan, Remark, Row
from server.actions.imports.readers import READERS
from server.actions.imports.rows import CategoryRow, RegionRow, UserRow
from server.actions.imports.table import Table


def plan(kind: Kind, table: Table, known: Known) -> Plan:
    """Say what importing the table would do; any error means: nothing."""
    names = heading(kind, table.header)
    notes = [Remark(table.header_row, *note) for note in names.notes]
    errors = [Remark(table.header_row, *error) for error in names.errors]
    if not table.rows and not errors:
        errors.append(Remark(table.header_row, COLUMNS[kind][0].chinese, "no_rows"))
    if errors:
        return Plan(kind, errors=tuple(errors), notes=tuple(notes))
    lines = [_line(kind, names, number, cells) for number, cells in table.rows]
    rows = _placed([(line, READERS[kind](line, known)) for line in lines])
    _refuse_doubles(kind, rows)
    _check_together(kind, rows, known)
    errors = [error for line in lines for error in line.errors]
    notes += [note for line in lines for note in line.notes]
    if errors:
        return Plan(kind, errors=tuple(errors), notes=tuple(notes))
    return _compared(kind, [row for _, row in rows], known, tuple(notes))


def _line(kind: Kind, names: Heading, number: int, cells: tuple[str, ...]) -> Line:
    return Line(kind, number, cells, names.places, names.written)


def _placed(rows: list[tuple[Line, Row]]) -> list[tuple[Line, Row]]:
    """Let categories stand in the order of the file."""
    return [
        (line, replace(row, position=at) if isinstance(row, CategoryRow) else row)
        for at, (line, row) in enumerate(rows, start=1)
    ]


#: Where two rows of a kind are told to be the same.
FIRST = {
    Kind.USERS: "login",
    Kind.LEADS: "category_code",
    Kind.ARRANGEMENTS: "name",
    Kind.MILESTONES: "name",
    Kind.ROUNDS: "no",
    Kind.VISITS: "site_name",
    Kind.OUTCOMES: "region_code",
    Kind.CLUES: "external_no",
}


def _refuse_doubles(kind: Kind, rows: list[tuple[Line, Row]]) -> None:
    first: dict[str, int] = {}
    for line, row in rows:
        seen = first.setdefault(row.key, line.number)
        if seen != line.number and row.key.strip():
            column = FIRST.get(kind, "code")
            line.fail(column, "row_twice", first=seen, key=row.key)


def _check_together(kind: Kind, rows: list[tuple[Line, Row]], known: Known) -> None:
    if kind is Kind.REGIONS:
        _check_parents(rows, known)
    if kind is Kind.USERS:
        _check_names(rows, known)
    if kind is Kind.CATEGORIES:
        _check_aspects(rows)
    if kind in (Kind.ARRANGEMENTS, Kind.MILESTONES):
        parts.check(rows, known)


def _check_parents(rows: list[tuple[Line, Row]], known: Known) -> None:
    codes = {*known.region_levels, *(row.key for _, row in rows)}
    for line, row in rows:
        parent = row.parent_code if isinstance(row, RegionRow) else None
        if parent is not None and parent not in codes:
            line.fail("parent", "parent_unknown", code=parent)


def _check_names(rows: list[tuple[Line, Row]], known: Known) -> None:
    """Refuse two names for one person, in the file or against the store.

    Only who holds the very role already is renamed by an import.
    """
    first: dict[str, tuple[int, str]] = {}
    for line, row in rows:
        if not isinstance(row, UserRow):
            continue
        there = known.logins.get(row.login, row.display_name)
        if row.key not in known.users and there != row.display_name:
            line.fail("display_name", "name_taken", login=row.login)
        number, name = first.setdefault(row.login, (line.number, row.display_name))
        if name != row.display_name:
            line.fail("display_name", "name_differs", login=row.login, first=number)


def _check_aspects(rows: list[tuple[Line, Row]]) -> None:
    """Refuse two names for one aspect, and an aspect that stands in two places."""
    first: dict[str, tuple[int, str]] = {}
    before = ""
    for line, row in rows:
        if not isinstance(row, CategoryRow):
            continue
        code, name = row.aspect_code, row.aspect_name
        number, known = first.setdefault(code, (line.number, name))
        if known != name:
            line.fail("aspect_name", "aspect_differs", code=code, first=number)
        elif code != before and number != line.number:
            line.fail("aspect_code", "aspect_apart", code=code, first=number)
        before = code


def _compared(
    kind: Kind, rows: list[Row], known: Known, notes: tuple[Remark, ...]
) -> Plan:
    there = held(kind, known)
    adds, changes, unchanged = [], [], 0
    for row in rows:
        before = there.get(row.key)
        if before is None:
            adds.append(row)
        elif before != row:
            changes.append(Change(before, row))
        else:
            unchanged += 1
    closed, gone = _left_out(kind, {row.key for row in rows}, known)
    changes += closed
    new = _newcomers(adds, known)
    return Plan(kind, tuple(adds), tuple(changes), unchanged, (), notes, gone, new)


def _newcomers(adds: list[Row], known: Known) -> frozenset[str]:
    """Name the people of a file who have no account anywhere yet."""
    logins = {row.login for row in adds if isinstance(row, UserRow)}
    return frozenset(logins - known.logins.keys())


def _left_out(
    kind: Kind, named: AbstractSet[str], known: Known
) -> tuple[list[Change], tuple[Row, ...]]:
    """Close the categories that a list leaves out, and drop those never carried."""
    if kind is not Kind.CATEGORIES:
        return [], ()
    absent = [row for row in known.taxonomy.values() if row.code not in named]
    closed = [
        Change(row, replace(row, closed=True, position=0))
        for row in absent
        if row.code in known.used and not row.closed
    ]
    return closed, tuple(row for row in absent if row.code not in known.used)


def held(kind: Kind, known: Known) -> Mapping[str, Row]:
    """Give what is there of a kind, by what makes each row one of it."""
    by_kind: dict[Kind, Mapping[str, Row]] = {
        Kind.REGIONS: known.regions,
        Kind.UNITS: known.units,
        Kind.TEAMS: known.teams,
        Kind.USERS: known.users,
        Kind.LEADS: known.leads,
        Kind.CATEGORIES: known.taxonomy,
        Kind.ARRANGEMENTS: known.arrangements,
        Kind.MILESTONES: known.milestones,
        Kind.ROUNDS: known.rounds,
        Kind.VISITS: known.visits,
        Kind.OUTCOMES: known.outcomes,
        Kind.CLUES: known.clues,
    }
    return by_kind[kind]
