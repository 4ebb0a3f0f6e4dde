"""Changes of a workbook: made, taken back and made again, cell by cell.

Each cell is kept as it was written before and after, style and all, so that taking a
change back gives the very cells of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from forms.editing.grid import Grid
from forms.editing.places import cell_at, place_of

#: As much of a text as an event repeats.
TOLD = 1000


@dataclass(frozen=True, slots=True)
class Write:
    """Write text below a heading; a heading that is not there yet is added."""

    sheet: str
    row: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Let rows take what stands in other ones: (row, whence; None empties it)."""

    sheet: str
    rows: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Let a row take what stands in another one, which keeps it."""

    sheet: str
    row: int
    whence: int


Edit = Write | Shift | Copy


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that changed: what it says, and how it is written."""

    sheet: str
    cell: str
    old: str
    new: str
    before: str | None
    after: str | None

    @property
    def row(self) -> int:
        """The row that it stands in."""
        return place_of(self.cell)[0]

    @property
    def said(self) -> dict[str, str]:
        """What an event tells of it."""
        told = {"old": self.old[:TOLD], "new": self.new[:TOLD]}
        return {"sheet": self.sheet, "cell": self.cell, **told}


def make(source: bytes, edits: Sequence[Edit]) -> tuple[bytes, tuple[Cell, ...]]:
    """Change a workbook; answer it with the cells that differ.

    Raises EditRefused for a cell that cannot be written without losing something.
    """
    changed: list[Cell] = []
    for sheet, of_sheet in groupby(edits, key=lambda one: one.sheet):
        grid = Grid(source, sheet)
        found = _changed(grid, list(of_sheet))
        if found:
            source = grid.changed()
        changed += found
    return source, tuple(changed)


def take_back(source: bytes, cells: Sequence[Cell]) -> bytes:
    """Put the cells of a change back as they were before it."""
    return _put(source, [(one.sheet, one.cell, one.before) for one in reversed(cells)])


def make_again(source: bytes, cells: Sequence[Cell]) -> bytes:
    """Put the cells of a change as they were after it."""
    return _put(source, [(one.sheet, one.cell, one.after) for one in cells])


def to_json(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """Write cells so that a database can keep them."""
    return [asdict(one) for one in cells]


def from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[Cell, ...]:
    """Read cells that were kept."""
    return tuple(Cell(**one) for one in kept)


def _put(source: bytes, cells: Sequence[tuple[str, str, str | None]]) -> bytes:
    for sheet, of_sheet in groupby(cells, key=lambda one: one[0]):
        grid = Grid(source, sheet)
        for _sheet, cell, written in of_sheet:
            grid.put(*place_of(cell), written)
        source = grid.changed()
    return source


def _changed(grid: Grid, edits: Sequence[Edit]) -> list[Cell]:
    """Change a sheet; answer each cell that came to say or to be something else."""
    before: dict[tuple[int, int], tuple[str, str | None]] = {}
    for edit in edits:
        for place in _touched(grid, edit):
            told = grid.text(grid.cell(*place)), grid.whole(*place)
            before.setdefault(place, told)
        _apply(grid, edit)
    return [
        Cell(grid.name, cell_at(*place), old, new, whole, after)
        for place, (old, whole) in before.items()
        for new, after in [(grid.text(grid.cell(*place)), grid.whole(*place))]
        if whole != after
    ]


def _touched(grid: Grid, edit: Edit) -> Iterator[tuple[int, int]]:
    if isinstance(edit, Write):
        columns = grid.columns()
        column = columns.get(edit.heading)
        if column is None:
            column = grid.width() + 1
            yield 1, column
        yield edit.row, column
        return
    rows = [edit.row] if isinstance(edit, Copy) else [row for row, _ in edit.rows]
    for row in rows:
        for column in range(1, grid.width() + 1):
            yield row, column


def _apply(grid: Grid, edit: Edit) -> None:
    if isinstance(edit, Write):
        _write(grid, edit)
    elif isinstance(edit, Copy):
        _shift(grid, Shift(edit.sheet, ((edit.row, edit.whence),)))
    else:
        _shift(grid, edit)


def _write(grid: Grid, edit: Write) -> None:
    columns = grid.columns()
    if edit.heading not in columns:
        if not edit.text:
            return
        last, column = max(columns.values(), default=0), grid.width() + 1
        grid.write(1, column, edit.heading)
        grid.style(1, column, last)
        columns[edit.heading] = column
    column = columns[edit.heading]
    if grid.text(grid.cell(edit.row, column)) != edit.text:
        grid.write(edit.row, column, edit.text)


def _shift(grid: Grid, edit: Shift) -> None:
    for row in {row for pair in edit.rows for row in pair if row is not None}:
        grid.guard_row(row)
    width = range(1, grid.width() + 1)
    taken = {
        row: [None if whence is None else grid.whole(whence, at) for at in width]
        for row, whence in edit.rows
    }
    for row, cells in taken.items():
        for column, written in zip(width, cells, strict=True):
            grid.put(row, column, written)
