"""Rules, bases and parameters added, copied and taken out, as rows of their sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.authoring.headings import COLUMNS, headings_for
from forms.editing.changes import Copy, Edit, Shift, Write
from forms.editing.outline import Outline
from forms.editing.survey_rows import Added
from forms.errors import EditRefused, WorkbookProblem

#: By what a row of a sheet is called; no two of a sheet are called alike.
KEYS = {"findings": "rule", "bases": "basis", "parameters": "name"}
#: What else a new row cannot be without.
NEEDED = {"findings": ("when", "title"), "bases": (), "parameters": ("value",)}
_NUMBERED = re.compile(r"(.*?)(\d+)")


def columns(sheet: str) -> tuple[str, ...]:
    """Name what a sheet that is not there yet begins with."""
    return COLUMNS[sheet]


def add(outline: Outline, sheet: str, told: Mapping[str, str]) -> Added:
    """Add a row below the last one; raises EditRefused for a name that is taken."""
    asked = (KEYS[sheet], *NEEDED[sheet])
    for column in asked:
        if not told.get(column, "").strip():
            raise EditRefused([WorkbookProblem("edit_empty", sheet, column=column)])
    _fit(outline, sheet, told[KEYS[sheet]].strip())
    row = outline.next_row(sheet)
    edits: list[Edit] = [
        Write(sheet, row, heading(outline, sheet, column), text.strip())
        for column, text in told.items()
        if text.strip()
    ]
    return Added(row, is_taken=False, edits=edits)


def copy(outline: Outline, sheet: str, row: int) -> Added:
    """Write a row once more below the last one, under the next name that is free."""
    name = _name(outline, sheet, row)
    at = outline.next_row(sheet)
    again = _free(name, _names(outline, sheet))
    edits: list[Edit] = [
        Copy(sheet, at, row),
        Write(sheet, at, heading(outline, sheet, KEYS[sheet]), again),
    ]
    return Added(at, is_taken=False, edits=edits)


def remove(outline: Outline, sheet: str, row: int) -> list[Edit]:
    """Empty a row; the workbook keeps its place. Raises EditRefused."""
    _name(outline, sheet, row)
    return [Shift(sheet, ((row, None),))]


def heading(outline: Outline, sheet: str, column: str) -> str:
    """Give the heading that stands for a column, else the column itself."""
    found = outline.book.sheet(sheet)
    return next(iter(headings_for(found, column) if found else ()), column)


def _name(outline: Outline, sheet: str, row: int) -> str:
    """Say how a row is called; raises EditRefused where nothing stands."""
    cells = outline.row(sheet, row).cells
    if not cells:
        raise EditRefused([WorkbookProblem("edit_no_row", sheet, row)])
    return cells.get(heading(outline, sheet, KEYS[sheet]), "")


def _names(outline: Outline, sheet: str) -> set[str]:
    key = heading(outline, sheet, KEYS[sheet])
    return {row.cells.get(key, "") for row in outline.sheet_rows(sheet)}


def _fit(outline: Outline, sheet: str, name: str) -> None:
    if name in _names(outline, sheet):
        told: dict[str, object] = {"name": name}
        raise EditRefused([WorkbookProblem("edit_row_taken", sheet, values=told)])


def _free(name: str, taken: set[str]) -> str:
    """Count a name up: after A12 comes A13, in as many digits."""
    match = _NUMBERED.fullmatch(name)
    stem, digits = (match[1], match[2]) if match else (name, "1")
    count = int(digits) + 1
    while f"{stem}{count:0{len(digits)}}" in taken:
        count += 1
    return f"{stem}{count:0{len(digits)}}"
