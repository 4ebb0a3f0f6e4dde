"""Read a workbook's sheets, refusing what would eat the machine."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from forms.errors import WorkbookError, WorkbookProblem

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 300
BLANK_RUN = 1_000

Cells = dict[str, str]

_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+[0-9]+)"[^>]*>\s*<f\b[^>]*>([^<]{0,200})[^<]*</f>'
    rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as text by column heading; `number` is what the sheet shows."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name as written, its headings, its rows under them.

    `merged` are its merged cells; `unvalued` its formulas that have no value, as
    (cell, formula).
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    merged: tuple[str, ...] = ()
    unvalued: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook; sheets by their names in lower case."""

    sheets: dict[str, Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """Find a sheet by name, however its letters are cased."""
        return self.sheets.get(name)


def problem(code: str, **values: object) -> NoReturn:
    """Refuse the workbook as a whole."""
    raise WorkbookError([WorkbookProblem(code, "", values=values)])


def read_book(source: bytes) -> Book:
    """Read all sheets as text; raises WorkbookError."""
    import openpyxl  # noqa: PLC0415 - slow to load, and rarely needed

    _check_archive(source)
    try:
        opened = openpyxl.load_workbook(
            io.BytesIO(source), read_only=True, data_only=True
        )
        with_rows = [sheet for sheet in opened.worksheets if hasattr(sheet, "rows")]
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            sheets = [_sheet(sheet, archive) for sheet in with_rows]
    except WorkbookError:
        raise
    # A damaged or hostile file makes the reader raise whatever it stumbles over.
    except Exception as error:  # noqa: BLE001
        problem("workbook_unreadable", reason=type(error.__cause__ or error).__name__)
    return Book({sheet.name.strip().lower(): sheet for sheet in reversed(sheets)})


def _check_archive(source: bytes) -> None:
    """Look at what the archive says it holds before unpacking anything."""
    if len(source) > MAX_FILE:
        problem("workbook_big", limit=MAX_FILE // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        problem("not_a_workbook")
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
        problem("workbook_bomb", limit=MAX_UNPACKED // 1024 // 1024)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        problem("not_a_workbook")


def _sheet(sheet: Any, archive: zipfile.ZipFile) -> Sheet:
    rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    first = next(rows, ())
    headings = [_text(value).strip() for value in first]
    _refuse_doubles(sheet.title, headings)
    found = list(_rows(sheet.title, headings, rows))
    while found and not found[-1].cells:
        found.pop()
    named = tuple(h for h in headings if h)
    written = archive.read(sheet._worksheet_path)  # noqa: SLF001 - no other way to it
    return Sheet(sheet.title, named, tuple(found), _merged(written), _unvalued(written))


def _merged(written: bytes) -> tuple[str, ...]:
    return tuple(ref.decode() for ref in _MERGED.findall(written))


def _unvalued(written: bytes) -> tuple[tuple[str, str], ...]:
    """Find formulas that nobody has worked out: what reads the file sees nothing."""
    if b"<f" not in written:
        return ()
    found = _FORMULA.findall(written)
    return tuple((cell.decode(), f"={what.decode('utf-8')}") for cell, what in found)


def _refuse_doubles(sheet: str, headings: list[str]) -> None:
    for heading in headings:
        if heading and headings.count(heading) > 1:
            place = WorkbookProblem("column_twice", sheet, 1, heading)
            raise WorkbookError([place])


def _rows(sheet: str, headings: list[str], rows: Any) -> Iterator[SheetRow]:
    blanks = 0
    for number, values in enumerate(rows, start=2):
        cells = {
            heading: text
            for heading, value in zip(headings, values, strict=False)
            if heading and (text := _text(value).strip())
        }
        blanks = 0 if cells else blanks + 1
        if blanks > BLANK_RUN:
            return
        if number > MAX_ROWS and cells:
            values_ = {"limit": MAX_ROWS}
            raise WorkbookError(
                [WorkbookProblem("rows_many", sheet, number, values=values_)]
            )
        yield SheetRow(number, cells)


def _text(value: object) -> str:
    """Write a cell as its author sees it, as far as a form can use it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value).replace("\N{NO-BREAK SPACE}", " ")
