"""Publish a form: an XLSForm workbook, or an XForm as it is, becomes a CompiledForm."""

import re
from collections.abc import Mapping
from pathlib import PurePath

from forms.authoring.book import Book, read_book
from forms.authoring.complaints import in_our_words
from forms.authoring.computed import with_words
from forms.authoring.convert import to_xform
from forms.authoring.distinct import read_distinct
from forms.authoring.expressions import misread
from forms.authoring.findings import read_rules
from forms.authoring.headings import headings_for, misspelt
from forms.authoring.lint import circles, entities, lint, lint_xform, logic
from forms.authoring.lint.cells import formulas, merged
from forms.authoring.lint.drawn import Drawn
from forms.authoring.lists import read_lists
from forms.authoring.mistakes import mistakes
from forms.authoring.photos import with_places
from forms.authoring.repeats import with_keys
from forms.authoring.survey import Survey
from forms.compiled import CompiledForm
from forms.definition import FormDefinition
from forms.distinct import Distinct
from forms.errors import WorkbookError, WorkbookProblem
from forms.hardened import MAX_BYTES
from forms.rule import Rule
from forms.xform import read

__all__ = ["CompiledForm", "compile_source", "compile_workbook"]

NO_FILES: Mapping[str, bytes] = {}
_MEDIA = re.compile(
    rb"jr://(?:file-csv|file|images|audio|video)/([^\"'<>\s?#]+)", re.IGNORECASE
)


def compile_source(
    source: bytes, file_name: str, files: Mapping[str, bytes] = NO_FILES
) -> CompiledForm:
    """Compile a workbook or take an XForm, told apart by content, not by name.

    `files` are the lists that come along. Raises WorkbookError with every problem.
    """
    if is_xform(source):
        return take_xform(source, files)
    return compile_workbook(source, file_name, files)


def is_xform(source: bytes) -> bool:
    """Tell an XForm from a workbook, by how it begins."""
    return source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def take_xform(source: bytes, files: Mapping[str, bytes] = NO_FILES) -> CompiledForm:
    """Take an XForm as it is; raises WorkbookError for what no phone could open."""
    definition = read(source)
    drawn = Drawn(definition, source)
    if wrong := [*drawn.misread(), *_entities(drawn)]:
        raise WorkbookError(wrong)
    if waiting := tuple(logic.circles(drawn)):
        raise WorkbookError(waiting)
    beside = read_lists(definition, _named(source, files))
    noticed = (*lint_xform(drawn, beside.lists), *beside.warnings)
    return _compiled(definition, source, (), noticed)


def compile_workbook(
    source: bytes, file_name: str, files: Mapping[str, bytes] = NO_FILES
) -> CompiledForm:
    """Compile an XLSForm; raises WorkbookError with every problem found.

    The same bytes always give the same XForm.
    """
    book = read_book(source)
    if empty := formulas(book):
        raise WorkbookError(empty)
    written = _survey(book)
    if slips := [*mistakes(book, written), *misread(written)]:
        raise WorkbookError(slips)
    if waiting := circles(book, written):
        raise WorkbookError(waiting)
    if wrong := list(entities.wrong(book, written)):
        raise WorkbookError(wrong)
    survey = with_words(with_keys(with_places(written)))
    xform, warnings = to_xform(book, survey, PurePath(file_name).stem or "form")
    if len(xform) > MAX_BYTES:
        large = {"limit": MAX_BYTES // 1024 // 1024}
        raise WorkbookError([WorkbookProblem("form_large", "", values=large)])
    definition = read(xform)
    if absent := list(entities.absent(book, definition)):
        raise WorkbookError(absent)
    told = [problem for each in warnings for problem in in_our_words(each)]
    beside = read_lists(definition, _named(xform, files))
    noticed = (*told, *merged(book), *lint(book, written, beside.lists))
    noticed += beside.warnings
    counted = read_distinct(book, definition)
    return _compiled(definition, xform, read_rules(book, definition), noticed, counted)


def _entities(drawn: Drawn) -> list[WorkbookProblem]:
    declared = entities.wrong_in(drawn.definition, drawn.model)
    return [*entities.newer(drawn.model), *declared]


def _media(xform: bytes) -> set[str]:
    return {name.decode() for name in _MEDIA.findall(xform)}


def _named(xform: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Keep the files that a form asks for."""
    named = _media(xform)
    return {name: content for name, content in files.items() if name in named}


def _survey(book: Book) -> Survey:
    """Find the survey sheet with the columns that no form can be without."""
    # A heading with a slip makes every row below it look wrong: it comes first, alone.
    if problems := list(misspelt(book)):
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
    return CompiledForm(
        form_id=definition.form_id,
        title=definition.title or definition.form_id,
        version=definition.version,
        xform=xform,
        rules=rules,
        warnings=warnings,
        media_names=tuple(sorted(_media(xform))),
        languages=definition.languages,
        distinct=distinct,
    )
