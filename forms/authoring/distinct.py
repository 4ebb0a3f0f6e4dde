"""Read the `distinct` sheet: what the form counts once, and where it is named."""

import re
from collections.abc import Iterator

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.headings import headings_for
from forms.definition import FormDefinition, Question, Section
from forms.distinct import Distinct
from forms.errors import ExpressionError, WorkbookError, WorkbookProblem
from forms.rulebook import section
from forms.scope import Scope

NEEDED = ("kind", "name")
#: What people write by themselves; a choice has no other spelling.
WRITTEN = frozenset({"text", "barcode", "calculate", "hidden"})
_KIND = re.compile(r"[a-z][a-z0-9_]{0,19}")


def read_distinct(book: Book, definition: FormDefinition) -> tuple[Distinct, ...]:
    """Read all rows; raises WorkbookError with every problem in the sheet."""
    sheet = book.sheet("distinct")
    if sheet is None:
        return ()
    problems = [
        WorkbookProblem("column_missing", sheet.name, 1, column)
        for column in NEEDED
        if not headings_for(sheet, column)
    ]
    rows = [row for row in sheet.rows if row.cells] if not problems else []
    found = [(row, _row(sheet, row)) for row in rows]
    for row, read in found:
        problems += _wrong(sheet, row, read, definition)
    problems += _doubles(sheet, found)
    if problems:
        raise WorkbookError(problems)
    return tuple(read for _row_, read in found)


def _row(sheet: Sheet, row: SheetRow) -> Distinct:
    cells = [_cell(sheet, row, column) for column in ("kind", "each", "name", "issuer")]
    return Distinct(*cells)


def _wrong(
    sheet: Sheet, row: SheetRow, read: Distinct, definition: FormDefinition
) -> Iterator[WorkbookProblem]:
    def problem(column: str, code: str, **values: object) -> WorkbookProblem:
        place = (sheet.name, row.number, _heading(sheet, column))
        return WorkbookProblem(code, *place, values)

    if not _KIND.fullmatch(read.kind):
        yield problem("kind", "distinct_kind", written=read.kind)
    try:
        each = section(definition, read.each)
    except ExpressionError as error:
        yield problem("each", error.reason, **error.values)
        return
    if not read.name:
        yield problem("name", "distinct_name")
    for column, name in (("name", read.name), ("issuer", read.issuer)):
        try:
            if name and not _is_written(definition, each, name):
                yield problem(column, "distinct_not_text", name=name)
        except ExpressionError as error:
            yield problem(column, error.reason, **error.values)


def _is_written(definition: FormDefinition, each: Section | None, name: str) -> bool:
    part = Scope(definition, each).find(name)
    return isinstance(part, Question) and part.type in WRITTEN


def _doubles(
    sheet: Sheet, found: list[tuple[SheetRow, Distinct]]
) -> Iterator[WorkbookProblem]:
    """Find a kind that is told twice for the same rows."""
    first: dict[tuple[str, str], int] = {}
    for row, read in found:
        other = first.setdefault((read.kind, read.each), row.number)
        if other != row.number:
            place = (sheet.name, row.number, _heading(sheet, "kind"))
            values = {"kind": read.kind, "other": other}
            yield WorkbookProblem("distinct_twice", *place, values)


def _heading(sheet: Sheet, column: str) -> str:
    return next(iter(headings_for(sheet, column)), column)


def _cell(sheet: Sheet, row: SheetRow, column: str) -> str:
    return row.cells.get(_heading(sheet, column), "")
