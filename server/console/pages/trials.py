"""What was filled to try a form: answers, what does not fit, what rules would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import issues
from forms.definition import FormDefinition, Question
from forms.messages import Language
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
    asked = drafts.definition(draft)
    photos = session.scalars(DraftPhoto.of(draft.id)).all()
    return [
        Trial(
            one,
            tuple(_answers(asked, one.answers, "", language)),
            tuple(_issues(asked, one.issues, language)),
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


def _answers(
    asked: FormDefinition, told: Mapping[str, Any], row: str, language: Language
) -> Iterator[Line]:
    for name, value in told.items():
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for place, each in enumerate(value, start=1):
                yield from _answers(asked, each, f"{place}. ", language)
            continue
        if not asked.has_question(name) or value in (None, "", []):
            continue
        question = asked.question(name)
        label = asked.label(question.label, language) or name
        yield Line(row + label, _said(asked, question, value, language))


def _said(
    asked: FormDefinition, question: Question, value: Any, language: Language
) -> str:
    chosen = value if isinstance(value, list) else [value]
    return BETWEEN.join(
        asked.label_of_choice(question.name, str(one), language) for one in chosen
    )


def _issues(
    asked: FormDefinition, kept: Sequence[Mapping[str, Any]], language: Language
) -> Iterator[Line]:
    for one in map(issues.from_json, kept):
        known = asked.has_question(one.question)
        label = asked.question(one.question).label if known else {}
        yield Line(
            asked.label(label, language) or one.question, one.text(asked, language)
        )
