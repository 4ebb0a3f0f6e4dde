"""The sheets of a workbook as text, whoever has read the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from forms.errors import WorkbookError, WorkbookProblem

MAX_FILE = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 300
BLANK_RUN = 1_000

Cells = dict[str, str]


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


def sheet_of(name: str, rows: Iterator[Sequence[object]]) -> Sheet:
    """Read the headings and the rows under them; raises WorkbookError."""
    headings = [_text(value).strip() for value in next(rows, ())]
    _refuse_doubles(name, headings)
    found = list(_rows(name, headings, rows))
    while found and not found[-1].cells:
        found.pop()
    return Sheet(name, tuple(h for h in headings if h), tuple(found))


def _refuse_doubles(sheet: str, headings: list[str]) -> None:
    for heading in headings:
        if heading and headings.count(heading) > 1:
            place = WorkbookProblem("column_twice", sheet, 1, heading)
            raise WorkbookError([place])


def _rows(
    sheet: str, headings: list[str], rows: Iterator[Sequence[object]]
) -> Iterator[SheetRow]:
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
