"""A draft as its editor sees it: what it asks, one row opened, what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString
from sqlalchemy.orm import Session

from forms.authoring.book import SheetRow
from forms.editing import changes
from forms.editing.changes import Cell
from forms.editing.outline import Entry, Outline
from forms.messages import Language
from server.actions import drafts, edit_plans, entity_lists, forms
from server.actions.entities.reading import MOST_ROWS
from server.console.pages import editor_words as say
from server.console.pages import problems
from server.console.pages.editor_draft import TABS, Wanted, form_of, outline
from server.console.pages.editor_panel import Panel, Seen, Trouble, opened
from server.models import Form, FormDraft, FormEdit, User

#: As many questions as stand on one page.
MOST = 200
#: As many steps as are told.
STEPS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet other than the survey."""

    number: int
    title: str
    text: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of a tab with its rows."""

    sheet: str
    name: LazyString
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class File:
    """A list beside the form: how long it is, how it begins."""

    name: str
    size: int
    rows: int
    head: Sequence[str]
    #: The list that the campaign keeps in its place; empty for none.
    kept: str

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be kept by the campaign, entry by entry."""
        return self.rows > MOST_ROWS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of editing: who took it, when, and what it changed."""

    edit: FormEdit
    who: User | None
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the editor shows."""

    draft: FormDraft
    form: Form | None
    tab: str
    pick: str
    languages: Sequence[str]
    entries: Sequence[Entry]
    #: Which of all the entries is the first of these, and how many there are.
    start: int
    total: int
    labels: Mapping[str, Sequence[str]]
    parts: Sequence[Part]
    files: Sequence[File]
    steps: Sequence[Step]
    panel: Panel | None
    troubles: Sequence[Trouble]
    may_undo: bool
    may_redo: bool

    @property
    def before(self) -> int | None:
        """Where the entries before these begin."""
        return max(self.start - MOST, 0) if self.start else None

    @property
    def after(self) -> int | None:
        """Where the entries after these begin."""
        last = self.start + MOST
        return last if last < self.total else None

    @property
    def is_checked(self) -> bool:
        """Tell whether what is said is of the workbook as it is now."""
        return self.draft.checked == self.draft.edition

    @property
    def has_errors(self) -> bool:
        """Tell whether the workbook is no form as it is."""
        return bool(self.draft.problems)

    def trouble_at(self, sheet: str, row: int) -> Trouble | None:
        """Find what is wrong with a row, errors first."""
        return next(self._at(sheet, row), None)

    def _at(self, sheet: str, row: int) -> Iterator[Trouble]:
        for one in self.troubles:
            if one.sheet.lower() == sheet and one.row == row:
                yield one


def read(
    session: Session, draft: FormDraft, wanted: Wanted, language: Language
) -> Page:
    """Read a draft for its editor."""
    told = outline(draft)
    languages = told.languages()
    pick = wanted.language if wanted.language in languages else (*languages, "")[0]
    form = form_of(session, draft)
    found = told.entries(pick) if wanted.tab == "questions" else []
    start = _start(found, wanted)
    entries = found[start : start + MOST]
    troubles = _troubles(draft, language)
    files = _files(session, draft) if wanted.tab == "files" else []
    return Page(
        draft,
        form,
        wanted.tab,
        pick,
        languages,
        entries,
        start,
        len(found),
        _labels(told, entries, pick),
        _parts(told, wanted.tab),
        files,
        _steps(session, draft) if wanted.tab == "steps" else [],
        opened(session, Seen(draft, form, told, wanted, pick, troubles)),
        troubles,
        edit_plans.may_undo(session, draft),
        edit_plans.may_redo(session, draft),
    )


def _start(found: Sequence[Entry], wanted: Wanted) -> int:
    """Say which entry comes first: as asked, or so that the open row is there."""
    rows = (at for at, one in enumerate(found) if one.row == wanted.row)
    start = wanted.start
    if start is None:
        start = next(rows, 0) // MOST * MOST
    return start if start < len(found) else 0


def _labels(
    told: Outline, entries: Sequence[Entry], pick: str
) -> Mapping[str, Sequence[str]]:
    """Read the labels of every list that the entries choose from."""
    names = {one.list_name for one in entries if one.list_name}
    listed = {name: told.choices(name, pick) for name in names}
    return {
        name: [one.label or one.name for one in rows] for name, rows in listed.items()
    }


def _parts(told: Outline, tab: str) -> list[Part]:
    sheets = () if tab == "questions" else TABS[tab]
    return [
        Part(sheet, say.SHEETS[sheet], [_row(sheet, r) for r in told.sheet_rows(sheet)])
        for sheet in sheets
        if sheet in say.ASKED or told.book.sheet(sheet)
    ]


def _row(sheet: str, row: SheetRow) -> Row:
    cells = list(row.cells.values())
    title = row.cells.get("title", "") if sheet == "findings" else " ".join(cells[1:3])
    off = row.cells.get("disabled", "").lower() in {"yes", "true", "1"}
    return Row(row.number, cells[0], title, off)


def _files(session: Session, draft: FormDraft) -> list[File]:
    given = drafts.source(session, draft).files
    kept = entity_lists.by_file(session, draft.campaign_id)
    named = {name: kept[name].name if name in kept else "" for name in _uploaded(draft)}
    return [_file(name, given.get(name, b""), named[name]) for name in sorted(named)]


def _uploaded(draft: FormDraft) -> set[str]:
    return {one for one in draft.media_names if one not in forms.MADE_BY_US}


def _file(name: str, content: bytes, kept: str) -> File:
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return File(name, len(content), max(len(lines) - 1, 0), lines[:6], kept)


def _steps(session: Session, draft: FormDraft) -> list[Step]:
    """List the last steps, the newest first, also those that were taken back."""
    found = session.scalars(FormEdit.of(draft.id).limit(STEPS)).all()
    people = problems.signers(session, [one.made_by for one in found])
    return [
        Step(one, people.get(one.made_by or 0), changes.from_json(one.cells))
        for one in found
    ]


def _troubles(draft: FormDraft, language: Language) -> list[Trouble]:
    errors = [_trouble(one, language) for one in draft.problems]
    others = [_trouble(one, language) for one in draft.warnings]
    return [*(replace(one, is_error=True) for one in errors), *others]


def _trouble(kept: Mapping[str, Any], language: Language) -> Trouble:
    text = kept[language]
    place, marked, told = text.partition("] ")
    return Trouble(
        kept["sheet"],
        kept["row"],
        kept["column"] or "",
        place.lstrip("[") if marked else "",
        told if marked else text,
    )
