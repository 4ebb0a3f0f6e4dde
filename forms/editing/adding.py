"""Questions and groups added to the survey, with a list of choices where one is new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.authoring.headings import headings_for
from forms.editing import choices
from forms.editing.changes import Edit, Write
from forms.editing.outline import CHOSEN, Outline
from forms.editing.survey_rows import (
    SHEET,
    Added,
    block_at,
    is_taken,
    survey_of,
)
from forms.errors import EditRefused, WorkbookProblem

#: What begins a section, and how its end is written.
ENDS = {"begin_group": "end_group", "begin_repeat": "end_repeat"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class New:
    """What is to be added: a question by its type, or a group.

    A type that chooses and names no list gets one of its own, called as the question,
    with these choices.
    """

    kind: str
    name: str
    label: str
    choices: tuple[str, ...] = ()


def behind(outline: Outline, row: int, new: New) -> Added:
    """Add something behind a question or a group; raises EditRefused."""
    return _added(outline, block_at(outline, row).last + 1, new)


def inside(outline: Outline, row: int, new: New) -> Added:
    """Add something as the last in a group; raises EditRefused."""
    block = block_at(outline, row)
    if block.first == block.last:
        raise EditRefused([WorkbookProblem("edit_no_row", SHEET, row)])
    return _added(outline, block.last, new)


def _added(outline: Outline, row: int, new: New) -> Added:
    _fit(outline, new.name)
    edits: list[Edit] = list(_written(outline, row, new))
    height = 1
    if new.kind in ENDS:
        edits.append(Write(SHEET, row + 1, outline.heading("type"), ENDS[new.kind]))
        height = 2
    if new.kind in CHOSEN:
        edits += _list(outline, new)
    taken = any(is_taken(outline, row + n) for n in range(height))
    return Added(row, taken, edits, height)


def _written(outline: Outline, row: int, new: New) -> Iterator[Write]:
    labels = headings_for(survey_of(outline).sheet, "label") or ("label",)
    kind = f"{new.kind} {new.name}" if new.kind in CHOSEN else new.kind
    yield Write(SHEET, row, outline.heading("type"), kind)
    yield Write(SHEET, row, outline.heading("name"), new.name)
    yield Write(SHEET, row, labels[0], new.label)
    if new.kind == "image":
        yield Write(SHEET, row, outline.heading("parameters"), "max-pixels=1600")


def _list(outline: Outline, new: New) -> list[Edit]:
    if not new.choices:
        raise EditRefused([WorkbookProblem("edit_no_choices", SHEET)])
    if new.name in outline.list_names():
        raise _taken(new.name)
    return choices.begin(outline, new.name, new.choices)


def _fit(outline: Outline, name: str) -> None:
    if not _NAME.fullmatch(name):
        told: dict[str, object] = {"written": name}
        raise EditRefused([WorkbookProblem("edit_name", SHEET, values=told)])
    if name.lower() in survey_of(outline).names():
        raise _taken(name)


def _taken(name: str) -> EditRefused:
    told: dict[str, object] = {"name": name}
    return EditRefused([WorkbookProblem("edit_name_taken", SHEET, values=told)])
