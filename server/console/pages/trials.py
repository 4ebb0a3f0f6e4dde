"""What was filled to try a form: answers, what does not fit, what rules would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import issues, lists
from forms.definition import FormDefinition, Question
from forms.messages import Language
from forms.rows import ROW_KEY
from server.actions import drafts
from server.errors import NotFound
from server.models import DraftPhoto, DraftSubmission, FormDraft

BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class Line:
    """An answer: its question and, in a repeat, its row."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One test submission."""

    submission: DraftSubmission
    answers: tuple[Line, ...]
    issues: tuple[Line, ...]
    photos: Sequence[DraftPhoto]


def read(session: Session, draft: FormDraft, language: Language) -> list[Trial]:
    """Read what was sent to a draft, the newest first."""
    told = _Words(drafts.definition(draft), _listed(session, draft, language), language)
    photos = session.scalars(DraftPhoto.of(draft.id)).all()
    return [
        Trial(
            one,
            tuple(told.answers(one.answers)),
            tuple(told.issues(one.issues)),
            [photo for photo in photos if photo.submission_id == one.id],
        )
        for one in session.scalars(DraftSubmission.of(draft.id))
    ]


def photo(session: Session, draft: FormDraft, number: int) -> DraftPhoto:
    """Find a photo of a draft; raises NotFound."""
    chosen = select(DraftPhoto).where(
        DraftPhoto.id == number, DraftPhoto.draft_id == draft.id
    )
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def _listed(
    session: Session, draft: FormDraft, language: Language
) -> dict[str, Mapping[str, str]]:
    """Say what the lists beside a draft call their values."""
    found = drafts.files(session, draft)
    return {name: lists.labels(content, language) for name, content in found.items()}


@dataclass(frozen=True, slots=True)
class _Words:
    """A draft's answers and issues in words."""

    asked: FormDefinition
    listed: Mapping[str, Mapping[str, str]]
    language: Language

    def answers(self, told: Mapping[str, Any], row: str = "") -> Iterator[Line]:
        """Go through the answers of a level, rows of repeats numbered."""
        for name in sorted(told, key=self._place):
            value = told[name]
            if _is_rows(value):
                for place, each in enumerate(value, start=1):
                    yield from self.answers(each, f"{place}. ")
            elif self._is_shown(name, value):
                question = self.asked.question(name)
                yield Line(row + self._label(name), self._said(question, value))

    def issues(self, kept: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
        """Say what does not fit, question by question."""
        for one in map(issues.from_json, kept):
            told = one.text(self.asked, self.language)
            yield Line(self._label(one.question), told)

    def _place(self, name: str) -> int:
        """Say where a question or a repeat stands: a database keeps no order."""
        places = (
            place
            for place, one in enumerate(self.asked.questions)
            if name in (one.name, one.repeat)
        )
        return next(places, len(self.asked.questions))

    def _is_shown(self, name: str, value: Any) -> bool:
        known = self.asked.has_question(name) and name != ROW_KEY
        return known and value not in (None, "", [])

    def _label(self, name: str) -> str:
        if not self.asked.has_question(name):
            return name
        labels = self.asked.question(name).label
        return self.asked.label(labels, self.language) or name

    def _said(self, question: Question, value: Any) -> str:
        if isinstance(value, dict) and "lat" in value:
            return f"{value['lat']}, {value['lon']}"
        chosen = value if isinstance(value, list) else [value]
        return BETWEEN.join(self._choice(question, str(one)) for one in chosen)

    def _choice(self, question: Question, value: str) -> str:
        listed = self.listed.get(question.list_file or "", {})
        known = self.asked.label_of_choice(question.name, value, self.language)
        return listed.get(value, known)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
