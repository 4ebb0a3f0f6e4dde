"""Entities: kept in the form as the standard has them, not yet made into lists."""

from collections.abc import Iterator
from typing import Any

from forms.authoring.lint.sheet import Written
from forms.errors import XFORM, WorkbookProblem

NEWEST = (2025, 1)
"""The newest version of the entities specification whose meaning we know."""
SHEET = "entities"
VERSION = "entities-version"


def unread(written: Written) -> Iterator[WorkbookProblem]:
    """Say of an `entities` sheet that nothing makes lists of it yet."""
    sheet = written.book.sheet(SHEET)
    if sheet is not None and any(row.cells for row in sheet.rows):
        yield WorkbookProblem("lint_entities", sheet.name)


def unread_in(model: Any) -> Iterator[WorkbookProblem]:
    """Say the same of an XForm."""
    if version_of(model):
        yield WorkbookProblem("lint_entities", XFORM, model.sourceline, VERSION)


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


def _number(written: str) -> tuple[int, ...]:
    """Read year and number; what cannot be read is newer than anything."""
    parts = written.split(".")[:2]
    return tuple(map(int, parts)) if all(map(str.isdecimal, parts)) else (9999,)
