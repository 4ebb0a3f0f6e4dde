"""Which draft is edited, where in it the editor is, and what was answered to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.authoring.book import Book, read_book
from forms.editing import survey_rows
from forms.editing.outline import Outline
from server.actions import forms
from server.actions.forms import Source
from server.models import Answer, Form, FormDraft, FormVersion

#: The sheets of each tab, the first one with its rows in front.
TABS = {
    "questions": ("survey",),
    "rules": ("findings", "bases", "parameters"),
    "settings": ("settings",),
    "files": (),
    "steps": (),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks to see."""

    tab: str
    sheet: str
    row: int
    language: str
    #: Which of the questions comes first; None: as the open row wants it.
    start: int | None

    @classmethod
    def read(cls, told: Mapping[str, str]) -> Wanted:
        """Read an address or a form."""
        row, start = _count(told, "row"), _count(told, "start")
        tab = told.get("tab", "")
        tab = tab if tab in TABS else "questions"
        first = next(iter(TABS[tab]), "")
        return cls(
            tab,
            told.get("sheet", "") or first,
            row or 0,
            told.get("language", ""),
            start,
        )

    def query(self) -> dict[str, str | int]:
        """Write it into an address again."""
        said = {"tab": self.tab, "sheet": self.sheet, "language": self.language}
        found: dict[str, str | int] = {k: v for k, v in said.items() if v}
        counted = {"row": self.row or None, "start": self.start}
        return {**found, **{k: v for k, v in counted.items() if v is not None}}


def _count(told: Mapping[str, str], field: str) -> int | None:
    text = told.get(field, "")
    return int(text) if text.isdecimal() and len(text) < 7 else None


def outline(draft: FormDraft) -> Outline:
    """Read a draft's workbook; once for as long as it stays the same."""
    return Outline(_book(draft.source))


@lru_cache(maxsize=4)
def _book(source: bytes) -> Book:
    return read_book(source)


def form_of(session: Session, draft: FormDraft) -> Form | None:
    """Find the form that a draft will be a version of; None for a new one."""
    named = Form.of(draft.campaign_id).where(Form.form_id == draft.form_id)
    return session.scalar(named)


def moved(before: Outline, source: Source, row: int) -> int:
    """Say in which row a question stands after a move."""
    named = {one.row: one.name for one in before.entries("")}
    after = Outline(_book(source.content)).entries("")
    return next((one.row for one in after if one.name == named.get(row)), row)


def answered(
    session: Session, form: Form | None, told: Outline, list_name: str
) -> Mapping[str, int]:
    """Count the submissions that chose each choice of a list."""
    asking = told.asking(list_name)
    if form is None or not asking:
        return {}
    count = func.count(Answer.submission_id.distinct())
    rows = session.execute(
        select(Answer.value, count)
        .where(
            Answer.campaign_id == form.campaign_id,
            Answer.form_id == form.id,
            Answer.question.in_(asking),
        )
        .group_by(Answer.value)
    )
    return {row[0]: row[1] for row in rows}


def answering(session: Session, form: Form | None, told: Outline, row: int) -> int:
    """Count the submissions that answered a question, or anything in a group."""
    names = survey_rows.names(told, row)
    if form is None or not names:
        return 0
    chosen = select(func.count(Answer.submission_id.distinct())).where(
        Answer.campaign_id == form.campaign_id,
        Answer.form_id == form.id,
        Answer.question.in_(names),
    )
    return session.scalar(chosen) or 0


def held(session: Session, form: Form | None, name: str) -> frozenset[str]:
    """Say by which types the versions of a form ask a question of that name."""
    if form is None or not name:
        return frozenset()
    known = map(forms.definition, session.scalars(FormVersion.of(form.id)))
    return frozenset(
        version.question(name).type for version in known if version.has_question(name)
    )
