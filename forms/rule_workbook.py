"""Other rules for a form that stands: a workbook of rules, bases, settings, lists."""

import csv
import io
import math
from collections.abc import Iterator, Mapping

from forms.authoring.book import Book, Sheet, SheetRow, read_book
from forms.authoring.findings import read_rules
from forms.authoring.headings import headings_for, misspelt
from forms.authoring.lists import read_lists
from forms.brought import Brought
from forms.definition import FormDefinition
from forms.errors import WorkbookError, WorkbookProblem

NO_FILES: Mapping[str, bytes] = {}
LIST = ".csv"
"""A sheet named like a file is that list."""


def read_rule_workbook(
    source: bytes, definition: FormDefinition, files: Mapping[str, bytes] = NO_FILES
) -> Brought:
    """Read a workbook against the form it is for; `files` are lists beside it.

    Raises WorkbookError with every problem found; a workbook that brings nothing is
    one.
    """
    book = read_book(source)
    if problems := list(misspelt(book)):
        raise WorkbookError(problems)
    settings = book.sheet("parameters")
    lists = {s.name.strip(): _csv(s) for k, s in book.sheets.items() if _is_list(k)}
    if settings is None and book.sheet("findings") is None and not lists:
        raise WorkbookError([_nothing(book)])
    read_lists(definition, {**lists, **files})
    return Brought(
        rules=read_rules(book, definition) if book.sheet("findings") else None,
        parameters=None if settings is None else _parameters(settings),
        lists=lists,
    )


def _is_list(name: str) -> bool:
    return name.strip().endswith(LIST)


def _nothing(book: Book) -> WorkbookProblem:
    first = next(iter(book.sheets.values()), None)
    names = ", ".join(sheet.name for sheet in book.sheets.values())
    at = first.name if first else ""
    return WorkbookProblem("rules_nothing", at, values={"names": names})


def _csv(sheet: Sheet) -> bytes:
    """Write a sheet as the list that it is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet.headings)
    for row in sheet.rows:
        if row.cells:
            writer.writerow([row.cells.get(h, "") for h in sheet.headings])
    return text.getvalue().encode()


def _parameters(sheet: Sheet) -> Mapping[str, str | float]:
    """Read the settings that `param()` asks for, by name."""
    found: dict[str, str | float] = {}
    problems: list[WorkbookProblem] = []
    for row in sheet.rows:
        if not row.cells:
            continue
        name, value = _cell(sheet, row, "name"), _cell(sheet, row, "value")
        problems += _wrong(sheet, row, name, value, found)
        found[name] = _valued(value)
    if problems:
        raise WorkbookError(problems)
    return found


def _cell(sheet: Sheet, row: SheetRow, column: str) -> str:
    headings = (*headings_for(sheet, column), column)
    return next((row.cells[h] for h in headings if h in row.cells), "")


def _wrong(
    sheet: Sheet, row: SheetRow, name: str, value: str, before: Mapping[str, object]
) -> Iterator[WorkbookProblem]:
    place = (sheet.name, row.number)
    if not name.isidentifier():
        yield WorkbookProblem("parameter_name", *place, "name", {"written": name})
    elif name in before:
        yield WorkbookProblem("parameter_twice", *place, "name", {"name": name})
    if not value:
        yield WorkbookProblem("parameter_value", *place, "value", {"name": name})


def _valued(written: str) -> str | float:
    """Read a number where one is written; else the text stands."""
    try:
        number = float(written)
    except ValueError:
        return written
    return number if math.isfinite(number) else written
