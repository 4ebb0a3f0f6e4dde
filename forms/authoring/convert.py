"""Let pyxform make the XForm, and tell its complaints as ours."""

import re
from typing import Any

from forms.authoring.book import Book, Sheet
from forms.authoring.survey import Survey
from forms.errors import WorkbookError, WorkbookProblem

SHEETS = ("choices", "settings", "external_choices", "entities", "osm")
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
_QUOTED = re.compile(r"'([^']+)'")
#: What pyxform calls otherwise than authors do.
_HEADINGS = {"dataset": "list_name"}
_COLUMN = re.compile(r"the '([\w:.\- ]+)' value")


def to_xform(
    book: Book, survey: Survey, file_stem: str
) -> tuple[bytes, tuple[str, ...]]:
    """Convert the sheets; gives the XForm and pyxform's warnings."""
    # A server reads forms all day and compiles one now and then.
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - half a second
    from pyxform.xls2xform import convert  # noqa: PLC0415

    given: dict[str, Any] = {"fallback_form_name": file_stem}
    given |= _given("survey", survey.sheet)
    for name in SHEETS:
        sheet = book.sheet(name)
        if sheet is not None:
            given |= _given(name, sheet)
    given["sheet_names"] = [s.name for s in book.sheets.values()]
    warnings: list[str] = []
    try:
        result = convert(given, warnings=warnings, validate=False)
    except PyXFormError as error:
        raise WorkbookError([_told(str(error), survey)]) from error
    # On rare shapes of a workbook pyxform stumbles instead of complaining.
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise WorkbookError([_told(reason, survey)]) from error
    return result.xform.encode(), tuple(_mapped(each, survey) for each in warnings)


def _given(name: str, sheet: Sheet) -> dict[str, Any]:
    """Hand a sheet over with its blank rows, or row numbers would shift."""
    rows: list[dict[str, str]] = []
    for row in sheet.rows:
        if name != "survey":
            rows += [{} for _ in range(row.number - 2 - len(rows))]
        rows.append(dict(row.cells))
    return {name: rows, f"{name}_header": [dict.fromkeys(sheet.headings)]}


def _told(complaint: str, survey: Survey) -> WorkbookProblem:
    sheet, row = _SHEET.search(complaint), _ROW.search(complaint)
    column = _COLUMN.search(complaint)
    name = sheet.group(1) if sheet else "survey"
    number = int(row.group(1)) if row else None
    if number is not None and name == "survey":
        number = _written_row(number, survey)
    text = _ROW.sub("", complaint).strip()
    where = _HEADINGS.get(column.group(1), column.group(1)) if column and row else None
    if number is None:
        number, where = _named_row(text, survey)
    return WorkbookProblem("pyxform", name, number, where, {"text": text})


def _named_row(text: str, survey: Survey) -> tuple[int | None, str | None]:
    """Find the row by the name or the type that a complaint quotes."""
    quoted = _QUOTED.findall(text)
    for row in survey.sheet.rows:
        for column in ("name", "type"):
            if survey.cell(row, column) in quoted:
                return row.number, survey.heading(column)
    return None, None


def _mapped(warning: str, survey: Survey) -> str:
    if (sheet := _SHEET.search(warning)) and sheet.group(1) != "survey":
        return warning
    return _ROW.sub(
        lambda found: f"[row : {_written_row(int(found.group(1)), survey)}] ", warning
    )


def _written_row(number: int, survey: Survey) -> int:
    """Find the author's row for a row of the sheet as we have grown it."""
    rows = survey.sheet.rows
    return rows[number - 2].number if 0 <= number - 2 < len(rows) else number
