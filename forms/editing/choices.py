"""Choices of a list: added, moved and taken out as changes of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from forms.authoring.headings import headings_for
from forms.editing.changes import Edit, Shift, Write
from forms.editing.outline import Outline, language_of
from forms.errors import EditRefused, WorkbookProblem

SHEET = "choices"


def add(outline: Outline, list_name: str, name: str, label: str) -> list[Edit]:
    """Add a choice below the last of its list, or below all where that is not free.

    Raises EditRefused for a name that is missing, unfit or taken.
    """
    rows = outline.choices(list_name, "")
    _fit(name, [one.name for one in rows])
    taken = {row.number for row in outline.sheet_rows(SHEET)}
    below = max((one.row for one in rows), default=max(taken, default=1)) + 1
    row = below if below not in taken else outline.next_row(SHEET)
    told = {"list_name": list_name, "name": name}
    named = [
        Write(SHEET, row, _heading(outline, each), text) for each, text in told.items()
    ]
    return [*named, Write(SHEET, row, _labels(outline)[0], label or name)]


def begin(outline: Outline, list_name: str, labels: Sequence[str]) -> list[Edit]:
    """Write a new list below all others, its choices numbered from 1."""
    first = outline.next_row(SHEET)
    return [
        Write(SHEET, first + at, heading, text)
        for at, label in enumerate(labels)
        for heading, text in (
            (_heading(outline, "list_name"), list_name),
            (_heading(outline, "name"), str(at + 1)),
            (_labels(outline)[0], label),
        )
    ]


def move_up(outline: Outline, list_name: str, row: int) -> list[Edit]:
    """Let a choice change places with the one before it; the first stays."""
    rows = [one.row for one in outline.choices(list_name, "")]
    if row not in rows[1:]:
        return []
    before = rows[rows.index(row) - 1]
    return [Shift(SHEET, ((before, row), (row, before)))]


def move_down(outline: Outline, list_name: str, row: int) -> list[Edit]:
    """Let a choice change places with the one after it; the last stays."""
    rows = [one.row for one in outline.choices(list_name, "")]
    if row not in rows[:-1]:
        return []
    return move_up(outline, list_name, rows[rows.index(row) + 1])


def remove(outline: Outline, list_name: str, row: int) -> list[Edit]:
    """Take a choice out; the others of its list move up.

    Raises EditRefused for the last one: a list without choices is none.
    """
    rows = [one.row for one in outline.choices(list_name, "")]
    if row not in rows:
        return []
    if len(rows) == 1:
        raise EditRefused([WorkbookProblem("edit_last_choice", SHEET, row)])
    left = rows[rows.index(row) :]
    return [Shift(SHEET, tuple(zip(left, [*left[1:], None], strict=True)))]


def rename(outline: Outline, row: int, language: str, label: str) -> list[Edit]:
    """Give a choice another label in a language."""
    found = (one for one in _labels(outline) if language_of(one) == language)
    return [Write(SHEET, row, next(found, _labels(outline)[0]), label)]


def _labels(outline: Outline) -> tuple[str, ...]:
    sheet = outline.book.sheet(SHEET)
    return (headings_for(sheet, "label") if sheet else ()) or ("label",)


def _heading(outline: Outline, column: str) -> str:
    sheet = outline.book.sheet(SHEET)
    return next(iter(headings_for(sheet, column) if sheet else ()), column)


def _fit(name: str, taken: list[str]) -> None:
    if not name or any(letter.isspace() for letter in name):
        told = {"written": name}
        raise EditRefused([WorkbookProblem("edit_choice_name", SHEET, values=told)])
    if name in taken:
        told = {"name": name}
        raise EditRefused([WorkbookProblem("edit_choice_taken", SHEET, values=told)])
