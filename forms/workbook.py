"""Publish a form: an XLSForm workbook, or an XForm as it is, becomes a CompiledForm."""

import re
from pathlib import PurePath

from forms.authoring.book import Book, read_book
from forms.authoring.convert import to_xform
from forms.authoring.distinct import read_distinct
from forms.authoring.expressions import misread
from forms.authoring.findings import read_rules
from forms.authoring.headings import headings_for, misspelt
from forms.authoring.lint import circles, lint
from forms.authoring.lint.cells import formulas, merged
from forms.authoring.photos import with_places
from forms.authoring.repeats import with_keys
from forms.authoring.survey import Survey
from forms.compiled import CompiledForm
from forms.definition import FormDefinition
from forms.distinct import Distinct
from forms.errors import WorkbookError, WorkbookProblem
from forms.rule import Rule
from forms.xform import read

__all__ = ["CompiledForm", "compile_source", "compile_workbook"]

_MEDIA = re.compile(
    rb"jr://(?:file-csv|file|images|audio|video)/([^\"'<>\s?#]+)", re.IGNORECASE
)


def compile_source(source: bytes, file_name: str) -> CompiledForm:
    """Compile a workbook or take an XForm, told apart by content, not by name."""
    if source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _compiled(read(source), source, (), ())
    return compile_workbook(source, file_name)


def compile_workbook(source: bytes, file_name: str) -> CompiledForm:
    """Compile an XLSForm; raises WorkbookError with every problem found.

    The same bytes always give the same XForm.
    """
    book = read_book(source)
    if empty := formulas(book):
        raise WorkbookError(empty)
    written = _survey(book)
    if waiting := circles(book, written):
        raise WorkbookError(waiting)
    survey = with_keys(with_places(written))
    xform, warnings = to_xform(book, survey, PurePath(file_name).stem or "form")
    if unread := list(misread(written)):
        raise WorkbookError(unread)
    definition = read(xform)
    told = tuple(_of_pyxform(each) for each in warnings)
    noticed = (*told, *merged(book), *lint(book, written))
    counted = read_distinct(book, definition)
    return _compiled(definition, xform, read_rules(book, definition), noticed, counted)


def _of_pyxform(warning: str) -> WorkbookProblem:
    return WorkbookProblem("pyxform_warning", "", values={"text": warning})


def _survey(book: Book) -> Survey:
    """Find the survey sheet with the columns that no form can be without."""
    problems = list(misspelt(book))
    if problems:
        raise WorkbookError(problems)
    sheet = book.sheet("survey")
    if sheet is None:
        names = ", ".join(each.name for each in book.sheets.values())
        first = next(iter(book.sheets.values()), None)
        at = first.name if first else ""
        raise WorkbookError(
            [WorkbookProblem("no_survey", at, 1, None, {"names": names})]
        )
    missing = [column for column in ("type", "name") if not headings_for(sheet, column)]
    if missing:
        raise WorkbookError(
            WorkbookProblem("column_missing", sheet.name, 1, column)
            for column in missing
        )
    if not any(row.cells for row in sheet.rows):
        raise WorkbookError([WorkbookProblem("survey_empty", sheet.name, 2)])
    return Survey(sheet)


def _compiled(
    definition: FormDefinition,
    xform: bytes,
    rules: tuple[Rule, ...],
    warnings: tuple[WorkbookProblem, ...],
    distinct: tuple[Distinct, ...] = (),
) -> CompiledForm:
    media = {name.decode() for name in _MEDIA.findall(xform)}
    return CompiledForm(
        form_id=definition.form_id,
        title=definition.title or definition.form_id,
        version=definition.version,
        xform=xform,
        rules=rules,
        warnings=warnings,
        media_names=tuple(sorted(media)),
        languages=definition.languages,
        distinct=distinct,
    )
