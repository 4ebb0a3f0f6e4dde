"""One row of a draft opened to be edited: its cells, choices, what is wrong there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import LazyString
from sqlalchemy.orm import Session

from forms.checks import UNASKED
from forms.editing.grid import Grid
from forms.editing.outline import Entry, Field, Outline, row_fields
from forms.editing.regrouping import Home, homes
from forms.editing.retyping import is_held
from server.console.pages import editor_words as say
from server.console.pages.editor_draft import (
    Wanted,
    answered,
    answering,
    held,
    outline,
)
from server.console.pages.questions import KINDS as KIND_NAMES
from server.models import Form, FormDraft

#: Whose rows are opened; choices are edited with their question.
EDITED = frozenset({"survey", "findings", "bases", "parameters", "settings"})
#: What may not change here: it would be another form, or another list.
KEPT = frozenset({"form_id", "list_name"})
KINDS = {
    "required": "needed",
    "severity": "severity",
    "disabled": "off",
    "x_max_photos": "number",
    "days": "number",
}
LONG = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message"}
    | {"title", "when", "relevant", "constraint", "calculation", "basis", "note"}
)
#: What is added most; another type is written in Excel.
NEW = ("text", "integer", "decimal", "date", "image", "geopoint", "note")
PLAIN = {
    "needed": ("", "yes", "no"),
    "severity": ("", "general", "serious", "major"),
    "off": ("", "yes"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend, or to think about, with its place."""

    sheet: str
    row: int | None
    column: str
    place: str
    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in the panel: how it is written, and what is wrong with it."""

    field: Field
    kind: str
    name: LazyString | str
    hindrance: LazyString | str
    troubles: Sequence[Trouble]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in the panel, and how many submissions chose it."""

    row: int
    name: str
    label: str
    answers: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The row that is open."""

    sheet: str
    row: int
    title: str
    entry: Entry | None
    first: Sequence[Slot]
    rest: Sequence[Slot]
    options: Sequence[Option]
    #: Other questions that choose from the same list.
    shared: Sequence[str]
    #: How many submissions answered it, or anything in it.
    answers: int = 0
    #: What a question that is added behind it may be: its type, in words.
    kinds: Sequence[tuple[str, str]] = ()
    #: Its type as the workbook has it, and what else it may be.
    written: str = ""
    types: Sequence[tuple[str, str]] = ()
    #: What versions before ask it by, in words; answers keep it to that.
    held: Sequence[LazyString | str] = ()
    #: The groups that it may be moved into.
    homes: Sequence[Home] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as it is looked at: which row, in which language, with what to mend."""

    draft: FormDraft
    form: Form | None
    outline: Outline
    wanted: Wanted
    pick: str
    troubles: Sequence[Trouble]


def cells(draft: FormDraft, wanted: Wanted) -> Mapping[str, str]:
    """Say what stands in the cells of a row that may be edited, by heading."""
    told = outline(draft)
    sheet, line = told.book.sheet(wanted.sheet), told.row(wanted.sheet, wanted.row)
    if sheet is None or not line.cells or wanted.sheet not in EDITED:
        return {}
    fields = row_fields(sheet, line)
    if wanted.sheet == "survey":
        fields = [one for part in told.fields(wanted.row) for one in part]
    return {one.heading: one.text for one in fields if one.column not in KEPT}


def opened(session: Session, seen: Seen) -> Panel | None:
    """Open a row; None where none is asked for, or nothing stands there."""
    told, wanted = seen.outline, seen.wanted
    sheet, line = told.book.sheet(wanted.sheet), told.row(wanted.sheet, wanted.row)
    if sheet is None or not line.cells or wanted.sheet not in EDITED:
        return None
    if wanted.sheet == "survey":
        return _question(session, seen)
    slots = _slots(seen).read(row_fields(sheet, line))
    title = next(iter(line.cells.values()))
    return Panel(wanted.sheet, wanted.row, title, None, slots, (), (), ())


def _question(session: Session, seen: Seen) -> Panel | None:
    """Open a question; None for the end of a group."""
    told, row = seen.outline, seen.wanted.row
    entry = next((one for one in told.entries(seen.pick) if one.row == row), None)
    if entry is None:
        return None
    first, rest = map(_slots(seen).read, told.fields(row))
    options = _options(session, seen, entry.list_name)
    asking = told.asking(entry.list_name) if options else ()
    others = [one for one in asking if one != entry.name]
    shown = Panel("survey", row, entry.name, entry, first, rest, options, others)
    answers = answering(session, seen.form, told, row)
    before = held(session, seen.form, entry.name) - UNASKED
    return replace(
        shown,
        answers=answers,
        kinds=[*_kinds(told), *((one, str(text)) for one, text in say.NEW.items())],
        written=told.row("survey", row).cells.get(told.heading("type"), ""),
        types=[one for one in _kinds(told) if not is_held(one[0], before)],
        held=[KIND_NAMES.get(one, one) for one in sorted(before)],
        homes=homes(told, row, seen.pick),
    )


def _kinds(told: Outline) -> list[tuple[str, str]]:
    """List the types that a question may have, choices by their lists."""
    plain = [(one, str(KIND_NAMES[one])) for one in NEW]
    listed = told.list_names()
    return plain + [
        (f"{kind} {name}", f"{KIND_NAMES[kind]} {name}")
        for kind in ("select_one", "select_multiple")
        for name in listed
    ]


def _slots(seen: Seen) -> _Slots:
    near = [one for one in seen.troubles if one.sheet.lower() == seen.wanted.sheet]
    return _Slots(seen.draft, seen.wanted.sheet, seen.wanted.row, near)


def _options(session: Session, seen: Seen, list_name: str) -> list[Option]:
    chosen = answered(session, seen.form, seen.outline, list_name)
    return [
        Option(one.row, one.name, one.label, chosen.get(one.name, 0))
        for one in seen.outline.choices(list_name, seen.pick)
    ]


@dataclass(frozen=True, slots=True)
class _Slots:
    """The cells of one row, each with what stands in its way."""

    draft: FormDraft
    sheet: str
    row: int
    troubles: Sequence[Trouble]

    def read(self, fields: Sequence[Field]) -> list[Slot]:
        grid = Grid(self.draft.source, self.sheet)
        columns = grid.columns()
        return [self._slot(one, grid, columns) for one in fields]

    def _slot(self, field: Field, grid: Grid, columns: Mapping[str, int]) -> Slot:
        column = columns.get(field.heading)
        hindrance = grid.hindrance(self.row, column) if column else ""
        if field.column in KEPT:
            hindrance = "fixed"
        at = [
            one
            for one in self.troubles
            if one.row == self.row and one.column == field.heading
        ]
        return Slot(
            field,
            _kind(field),
            say.COLUMNS.get(field.column, field.column),
            say.HINDRANCES.get(hindrance, ""),
            at,
        )


def _kind(field: Field) -> str:
    kind = KINDS.get(field.column)
    if kind in PLAIN:
        return kind if field.text in PLAIN[kind] else "line"
    return kind or ("area" if field.column in LONG else "line")
