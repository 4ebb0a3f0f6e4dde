"""Read a workbook of Excel 97–2003 (.xls), as offices still have them."""

import io
from typing import Any

from forms.authoring.sheets import (
    MAX_COLUMNS,
    MAX_FILE,
    Book,
    Sheet,
    problem,
    sheet_of,
)
from forms.errors import WorkbookError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How such a file begins, and every other document of those years."""


def read_old_book(source: bytes) -> Book:
    """Read all sheets as text; raises WorkbookError.

    Which cells are merged is not told: the reader would need all formats for it.
    """
    import xlrd  # noqa: PLC0415 - rarely needed

    if len(source) > MAX_FILE:
        problem("workbook_big", limit=MAX_FILE // 1024 // 1024)
    try:
        opened = xlrd.open_workbook(file_contents=source, logfile=io.StringIO())
        sheets = [_sheet(sheet, opened.datemode) for sheet in opened.sheets()]
    except WorkbookError:
        raise
    # A damaged or hostile file makes the reader raise whatever it stumbles over.
    except Exception as error:  # noqa: BLE001
        problem("workbook_unreadable", reason=type(error).__name__)
    return Book({sheet.name.strip().lower(): sheet for sheet in reversed(sheets)})


def _sheet(sheet: Any, datemode: int) -> Sheet:
    width = min(sheet.ncols, MAX_COLUMNS)
    rows = ([_value(c, datemode) for c in row[:width]] for row in sheet.get_rows())
    return sheet_of(sheet.name, rows)


def _value(cell: Any, datemode: int) -> object:
    """Give a cell as the newer format would; an error in a cell reads as nothing."""
    import xlrd  # noqa: PLC0415 - rarely needed

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value
