"""Choices without a name, with one that is taken, or that would mix with others."""

from collections.abc import Iterator

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.headings import headings_for, plain
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem

DUPLICATES = "allow_choice_duplicates"


def wrong(book: Book, survey: Survey) -> Iterator[WorkbookProblem]:
    """Go through the choices of every list."""
    sheet = book.sheet("choices")
    if sheet is None or not headings_for(sheet, "name"):
        return
    allowed, several = _may_double(book), set(_several(survey))
    first: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        listed, name = _cell(sheet, row, "list_name"), _cell(sheet, row, "name")
        if listed and not name:
            yield _problem(sheet, row, "mistake_choice_name", listed=listed)
        elif listed and (listed, name) in first and not allowed:
            told = {"listed": listed, "name": name, "other": first[listed, name]}
            yield _problem(sheet, row, "mistake_choice_twice", **told)
        elif listed in several and " " in name:
            yield _problem(sheet, row, "mistake_choice_space", name=name)
        first.setdefault((listed, name), row.number)


def _several(survey: Survey) -> Iterator[str]:
    """Name the lists of which several may be chosen."""
    for row in survey.sheet.rows:
        words = survey.cell(row, "type").split()
        if words[:1] == ["select_multiple"]:
            yield from words[1:2]


def _may_double(book: Book) -> bool:
    """Tell whether the settings allow one name twice in a list."""
    sheet = book.sheet("settings")
    return sheet is not None and any(
        plain(heading) == DUPLICATES and row.cells[heading].lower() in {"yes", "true"}
        for row in sheet.rows
        for heading in row.cells
    )


def _cell(sheet: Sheet, row: SheetRow, column: str) -> str:
    headings = headings_for(sheet, column)
    return next((row.cells[one] for one in headings if one in row.cells), "")


def _problem(sheet: Sheet, row: SheetRow, code: str, **told: object) -> WorkbookProblem:
    (heading, *_) = headings_for(sheet, "name")
    return WorkbookProblem(code, sheet.name, row.number, heading, told)
