"""Entities: what a form may declare, as the ODK specification has it and we keep it."""

from collections.abc import Iterator
from typing import Any

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.lint.inspected import Inspected
from forms.authoring.survey import Survey
from forms.definition import EntityDeclaration, FormDefinition
from forms.entities import is_list_name, is_property
from forms.entity_list import file_of, list_of
from forms.errors import XFORM, WorkbookProblem
from forms.open_findings import FINDING_LIST
from forms.regions import REGION_LIST

NEWEST = (2025, 1)
"""The newest version of the entities specification whose meaning we know."""
SHEET = "entities"
VERSION = "entities-version"
#: Lists that the office makes of its own rows; no answer writes to them.
MADE = frozenset(map(list_of, (REGION_LIST, FINDING_LIST)))
#: How older workbooks name the column of the list.
LIST_COLUMNS = ("list_name", "dataset")


def wrong(book: Book, survey: Survey) -> Iterator[WorkbookProblem]:
    """Find what of a workbook's entities cannot be published."""
    sheet = book.sheet(SHEET)
    rows = [row for row in sheet.rows if row.cells] if sheet else []
    for row in rows if sheet else ():
        yield from _declared(sheet, row) if sheet else ()
    yield from _saved(survey, has_entities=bool(rows))


def absent(book: Book, definition: FormDefinition) -> Iterator[WorkbookProblem]:
    """Find entities that are updated although the form does not carry their list."""
    sheet = book.sheet(SHEET)
    for declaration in definition.entities:
        if sheet is not None and _lacks(definition, declaration):
            name = declaration.list_name
            of_list = (row for row in sheet.rows if _list_name(row) == name)
            number = next((row.number for row in of_list), None)
            yield _absent(sheet.name, number, declaration)


def wrong_in(definition: FormDefinition, model: Any) -> Iterator[WorkbookProblem]:
    """Find the same in an XForm."""
    line = model.sourceline
    for declaration in definition.entities:
        name = declaration.list_name
        if problem := _name_problem(name):
            yield WorkbookProblem(problem, XFORM, line, "dataset", {"name": name})
        elif _lacks(definition, declaration):
            yield _absent(XFORM, line, declaration)
    for question in definition.questions:
        name = question.save_to
        if name and not is_property(name):
            told = {"name": name}
            yield WorkbookProblem("entities_property", XFORM, line, "saveto", told)


def files(inspected: Inspected) -> Iterator[WorkbookProblem]:
    """Find photos that are saved to an entity, of which it would keep the name."""
    for asked in inspected.asked:
        if inspected.is_image(asked) and inspected.cell(asked, "save_to"):
            yield inspected.problem(asked, "save_to", "lint_entity_file")


def newer(model: Any) -> Iterator[WorkbookProblem]:
    """Find a version that is newer than what we know: such a form is refused."""
    written = version_of(model)
    if written and _number(written) > NEWEST:
        values = {"written": written, "known": ".".join(map(str, NEWEST))}
        yield WorkbookProblem(
            "entities_newer", XFORM, model.sourceline, VERSION, values
        )


def version_of(model: Any) -> str:
    """Read the version that a form names; nothing where it has no entities."""
    for name, value in model.attrib.items():
        if name.rpartition("}")[2] == VERSION:
            return str(value).strip()
    return ""


def _declared(sheet: Sheet, row: SheetRow) -> Iterator[WorkbookProblem]:
    name = _list_name(row)
    if problem := _name_problem(name):
        told = {"name": name}
        yield WorkbookProblem(problem, sheet.name, row.number, "list_name", told)
    updates = row.cells.get("entity_id") or row.cells.get("update_if")
    if updates and not row.cells.get("entity_id"):
        yield WorkbookProblem("entities_id", sheet.name, row.number, "entity_id")
    both = row.cells.get("create_if") and row.cells.get("entity_id")
    if both and not row.cells.get("update_if"):
        yield WorkbookProblem("entities_both", sheet.name, row.number, "update_if")
    creates = row.cells.get("create_if") or not updates
    if creates and not _label(row):
        yield WorkbookProblem("entities_label", sheet.name, row.number, "label")


def _saved(survey: Survey, *, has_entities: bool) -> Iterator[WorkbookProblem]:
    for row in survey.sheet.rows:
        told = survey.cell(row, "save_to")
        name = told.rpartition("#")[2].strip()
        if not told or (has_entities and is_property(name)):
            continue
        problem = "entities_property" if has_entities else "entities_none"
        column = survey.heading("save_to")
        yield WorkbookProblem(
            problem, survey.sheet.name, row.number, column, {"name": name}
        )


def _name_problem(name: str) -> str:
    if not is_list_name(name):
        return "entities_list_name"
    return "entities_made" if name in MADE else ""


def _list_name(row: SheetRow) -> str:
    found = (row.cells[one] for one in LIST_COLUMNS if row.cells.get(one))
    return next(found, "").strip()


def _label(row: SheetRow) -> str:
    told = (text for name, text in row.cells.items() if name.startswith("label"))
    return next(told, "")


def _lacks(definition: FormDefinition, declaration: EntityDeclaration) -> bool:
    """Tell whether an update could not find the version that it is made on."""
    known = {*definition.list_files, *definition.lists}
    return declaration.updates and declaration.list_name not in known


def _absent(
    sheet: str, row: int | None, declaration: EntityDeclaration
) -> WorkbookProblem:
    name = declaration.list_name
    told = {"name": name, "file": file_of(name)}
    return WorkbookProblem("entities_list_absent", sheet, row, "list_name", told)


def _number(written: str) -> tuple[int, ...]:
    """Read year and number; what cannot be read is newer than anything."""
    parts = written.split(".")[:2]
    return tuple(map(int, parts)) if all(map(str.isdecimal, parts)) else (9999,)
