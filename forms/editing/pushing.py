"""Make room in a sheet: rows from one on move down, with what points at them.

Only where everything that points at rows is known to follow: a sheet with formulas,
pictures, tables or comments further down is refused by name, and left to Excel.
"""

import re
from collections.abc import Iterator

from forms.editing.archive import commented, parsed, read_part, sheet_paths
from forms.editing.grid import Grid
from forms.editing.places import cell_at, corners, place_of, spread
from forms.errors import EditRefused, WorkbookProblem

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
#: A reference to another sheet, which stays where it is.
_ELSEWHERE = re.compile(r"(?:'[^']*'|\w+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?")
_QUOTED = re.compile(r'"[^"]*"')
_HERE = re.compile(r"\$?\b[A-Z]{1,3}\$?\d+\b")
#: Elements that name areas of their sheet, and the attribute that does.
_AREAS = {
    "mergeCell": "ref",
    "dataValidation": "sqref",
    "conditionalFormatting": "sqref",
    "hyperlink": "ref",
    "autoFilter": "ref",
    "dimension": "ref",
}


def push_down(source: bytes, sheet: str, at: int, height: int = 1) -> bytes:
    """Make rows empty from one that is taken; raises EditRefused by what is held."""
    grid = Grid(source, sheet)
    if held := next(_held(grid, at), ""):
        raise EditRefused([WorkbookProblem(held, grid.name, at)])
    for number in sorted((row for row in grid.rows if row >= at), reverse=True):
        _renumber(grid, number, height)
    for name, attribute in _AREAS.items():
        for one in grid.root.iter(f"{grid.space}{name}"):
            areas = one.get(attribute, "").split()
            one.set(attribute, " ".join(_pushed(area, at, height) for area in areas))
    return grid.changed()


def _held(grid: Grid, at: int) -> Iterator[str]:
    """Say what keeps rows from being pushed."""
    names = {*sheet_paths(grid.source).values()}
    if any(_FORMULA.search(read_part(grid.source, path)) for path in names):
        yield "edit_held_formulas"
    if any(place_of(one)[0] >= at for one in commented(grid.source, grid.path) if one):
        yield "edit_held_comments"
    drawn = ("drawing", "tableParts", "extLst")
    if any(grid.root.find(f"{grid.space}{name}") is not None for name in drawn):
        yield "edit_held_drawn"
    if any(map(_points_here, _formulas(grid))) or _is_named(grid):
        yield "edit_held_formulas"


def _formulas(grid: Grid) -> Iterator[str]:
    """List the formulas of validations and of conditional formats."""
    for name in ("formula1", "formula2", "formula"):
        for one in grid.root.iter(f"{grid.space}{name}"):
            yield one.text or ""


def _points_here(formula: str) -> bool:
    rest = _ELSEWHERE.sub("", _QUOTED.sub("", formula))
    return _HERE.search(rest) is not None


def _is_named(grid: Grid) -> bool:
    """Tell whether a name of the workbook points into the sheet."""
    book = parsed(read_part(grid.source, "xl/workbook.xml"))
    named = (one.text or "" for one in book.iter("{*}definedName"))
    return any(f"{grid.name}!" in one.replace("'", "") for one in named)


def _renumber(grid: Grid, number: int, height: int) -> None:
    row = grid.rows.pop(number)
    for column, cell in list(grid._numbered(row, "c")):  # noqa: SLF001 - one room
        cell.set("r", cell_at(number + height, column))
    row.set("r", str(number + height))
    grid.rows[number + height] = row


def _pushed(area: str, at: int, height: int) -> str:
    top, left, bottom, right = corners(area)
    down = [row + height if row >= at else row for row in (top, bottom)]
    place = down[0], left, down[1], right
    return spread(*place) if ":" in area else cell_at(place[0], left)
