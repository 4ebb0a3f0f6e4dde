"""A workbook as its editor shows it: questions in order, their cells, their choices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.authoring.book import Book, Sheet, SheetRow
from forms.authoring.headings import headings_for, meaning, plain
from forms.authoring.survey import Survey

#: What a question is edited by, whether or not the sheet has the column yet.
FIRST = ("label", "hint", "required", "constraint_message", "parameters")
#: In several languages where the sheet has them.
SPOKEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
#: What rows are called by; another name would be another question.
FIXED = frozenset({"type", "name", "list_name"})
PHOTOS = "x_max_photos"
CHOSEN = ("select_one", "select_multiple", "rank")
_SPACED = re.compile(r"select[\s_]+(one|multiple)", re.IGNORECASE)
FROM_FILE = "_from_file"


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that can be edited: its column's heading, meaning and language."""

    heading: str
    column: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of a list of choices."""

    row: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the survey as people will meet it."""

    row: int
    #: `question`, `group` or `repeat`.
    kind: str
    type: str
    name: str
    depth: int
    label: str
    hint: str
    required: str
    list_name: str
    list_file: str
    photos: int

    @property
    def is_needed(self) -> bool:
        """Tell whether an answer is asked for, always or at times."""
        return self.required.lower() not in {"", "no", "false", "false()"}


@dataclass(frozen=True, slots=True)
class Outline:
    """The survey, the choices and the other sheets of a workbook."""

    book: Book

    def languages(self) -> tuple[str, ...]:
        """Name the languages of the labels, as the workbook spells them."""
        headings = headings_for(self._survey().sheet, "label")
        return tuple(language_of(one) for one in headings)

    def entries(self, language: str) -> list[Entry]:
        """List the rows of the survey in order, labels in one language."""
        survey, depth, found = self._survey(), 0, []
        for row in survey.sheet.rows:
            if survey.ends(row):
                depth = max(depth - 1, 0)
            elif survey.cell(row, "type"):
                found.append(self._entry(survey, row, depth, language))
            depth += survey.begins(row) is not None
        return found

    def fields(self, row: int) -> tuple[list[Field], list[Field]]:
        """List what a question is edited by, then the other cells of its row."""
        survey, line = self._survey(), self.row("survey", row)
        first = [one for column in self._first(survey, line) for one in column]
        shown = {one.heading for one in first}
        rest = [
            one
            for one in row_fields(survey.sheet, line)
            if one.heading not in shown and one.column not in FIXED
        ]
        return first, rest

    def row(self, sheet: str, number: int) -> SheetRow:
        """Find a row of a sheet; an empty one where there is none."""
        rows = self.sheet_rows(sheet)
        return next((r for r in rows if r.number == number), SheetRow(number, {}))

    def sheet_rows(self, sheet: str) -> tuple[SheetRow, ...]:
        """List the rows of a sheet that say anything."""
        found = self.book.sheet(sheet)
        return tuple(row for row in found.rows if row.cells) if found else ()

    def next_row(self, sheet: str) -> int:
        """Say which row below a sheet's last is free."""
        return max((row.number for row in self.sheet_rows(sheet)), default=1) + 1

    def choices(self, list_name: str, language: str) -> list[Choice]:
        """List the choices of a list in order."""
        sheet = self.book.sheet("choices")
        if sheet is None or not list_name:
            return []
        read = Survey(sheet)
        return [
            Choice(
                row.number,
                read.cell(row, "name"),
                _spoken(sheet, row, "label", language),
            )
            for row in self.sheet_rows("choices")
            if read.cell(row, "list_name") == list_name
        ]

    def list_names(self) -> list[str]:
        """Name the lists of choices, in order."""
        sheet = self.book.sheet("choices")
        rows = self.sheet_rows("choices")
        named = [Survey(sheet).cell(row, "list_name") for row in rows] if sheet else []
        return list(dict.fromkeys(filter(None, named)))

    def asking(self, list_name: str) -> list[str]:
        """Name the questions that choose from a list."""
        survey = self._survey()
        return [
            survey.cell(row, "name")
            for row in survey.sheet.rows
            if _list_of(survey.cell(row, "type")) == list_name
        ]

    def heading(self, column: str) -> str:
        """Give the heading that stands for a column of the survey."""
        return self._survey().heading(column)

    def _survey(self) -> Survey:
        return Survey(self.book.sheet("survey") or Sheet("survey", (), ()))

    def _entry(self, survey: Survey, row: SheetRow, depth: int, language: str) -> Entry:
        written = survey.cell(row, "type")
        kind, of_list = _SPACED.sub(r"select_\1", written).split()[0], _list_of(written)
        from_file = FROM_FILE in kind
        photos = survey.cell(row, PHOTOS)
        return Entry(
            row.number,
            _sort(survey, row),
            kind.lower().removesuffix(FROM_FILE),
            survey.cell(row, "name"),
            depth,
            _spoken(survey.sheet, row, "label", language),
            _spoken(survey.sheet, row, "hint", language),
            survey.cell(row, "required"),
            "" if from_file else of_list,
            of_list if from_file else "",
            _count(photos) if survey.is_image(row) else 0,
        )

    def _first(self, survey: Survey, row: SheetRow) -> Iterator[list[Field]]:
        """Go through the columns that every question is edited by."""
        columns = (*FIRST, PHOTOS) if survey.is_image(row) else FIRST
        for column in columns if not survey.begins(row) else ("label", "hint"):
            headings = headings_for(survey.sheet, column) or _wanted(
                survey.sheet, column
            )
            yield [_field(heading, row) for heading in headings]


def row_fields(sheet: Sheet, row: SheetRow) -> list[Field]:
    """List all cells of a row by the columns of its sheet."""
    return [_field(heading, row) for heading in sheet.headings]


def language_of(heading: str) -> str:
    """Give the language that a heading names; empty for none."""
    return heading.rpartition(":")[2].strip() if "::" in plain(heading) else ""


def _field(heading: str, row: SheetRow) -> Field:
    column = meaning(heading) if language_of(heading) else plain(heading)
    told = row.cells.get(heading, "")
    return Field(heading, column, language_of(heading), told)


def _wanted(sheet: Sheet, column: str) -> tuple[str, ...]:
    """Make the headings of a column that is not there, in the labels' languages."""
    languages = [language_of(one) for one in headings_for(sheet, "label")]
    if column not in SPOKEN or not any(languages):
        return (column,)
    return tuple(f"{column}::{one}" for one in languages if one)


def _spoken(sheet: Sheet, row: SheetRow, column: str, language: str) -> str:
    """Read a text in a language, else in the first that has it."""
    headings = headings_for(sheet, column)
    ranked = sorted(headings, key=lambda one: language_of(one) != language)
    return next((row.cells[one] for one in ranked if one in row.cells), "")


def _sort(survey: Survey, row: SheetRow) -> str:
    begun = survey.begins(row)
    return {None: "question", "group": "group"}.get(begun, "repeat")


def _list_of(written: str) -> str:
    """Read which list, or file, a type chooses from; empty for none."""
    asked = _SPACED.sub(r"select_\1", written).split()
    chooses = len(asked) > 1 and asked[0].lower().startswith(CHOSEN)
    return asked[1] if chooses else ""


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else 1
