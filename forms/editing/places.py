"""Where a cell stands: `C7` is row 7, column 3."""

import re
from collections.abc import Iterator

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


def letters(column: int) -> str:
    """Write a column's number as a sheet shows it."""
    told = ""
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


def cell_at(row: int, column: int) -> str:
    """Name a cell."""
    return f"{letters(column)}{row}"


def place_of(cell: str) -> tuple[int, int]:
    """Read a cell's name as row and column; raises ValueError."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def corners(area: str) -> tuple[int, int, int, int]:
    """Read an area like `A1:C7` as first row and column, last row and column."""
    first, _, last = area.partition(":")
    return (*place_of(first), *place_of(last or first))


def spread(top: int, left: int, bottom: int, right: int) -> str:
    """Write an area by its corners."""
    return f"{cell_at(top, left)}:{cell_at(bottom, right)}"


def inside(areas: Iterator[str], row: int, column: int) -> bool:
    """Tell whether a cell lies in one of some areas and is not its first."""
    for area in areas:
        top, left, bottom, right = corners(area)
        within = top <= row <= bottom and left <= column <= right
        if within and (row, column) != (top, left):
            return True
    return False
