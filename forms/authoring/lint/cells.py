"""Cells that look full in Excel and are empty in the file."""

import re
from collections.abc import Iterator

from forms.authoring.book import Book
from forms.authoring.headings import COLUMNS
from forms.errors import WorkbookProblem

MOST = 50
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


def formulas(book: Book) -> tuple[WorkbookProblem, ...]:
    """Find formulas without a value in sheets that matter: refused."""
    return tuple(_formulas(book))[:MOST]


def _formulas(book: Book) -> Iterator[WorkbookProblem]:
    for key in book.sheets.keys() & COLUMNS.keys():
        sheet = book.sheets[key]
        for cell, written in sheet.unvalued:
            yield _problem("formula_empty", sheet.name, cell, written)


def merged(book: Book) -> Iterator[WorkbookProblem]:
    """Find merged cells in sheets that matter: all but the first are empty."""
    for key in book.sheets.keys() & COLUMNS.keys():
        sheet = book.sheets[key]
        for cells in sheet.merged[:MOST]:
            yield _problem("cells_merged", sheet.name, cells.partition(":")[0], cells)


def _problem(code: str, sheet: str, cell: str, written: str) -> WorkbookProblem:
    place = _PLACE.fullmatch(cell)
    column, row = (place.group(1), int(place.group(2))) if place else (cell, None)
    return WorkbookProblem(code, sheet, row, column, {"written": written})
