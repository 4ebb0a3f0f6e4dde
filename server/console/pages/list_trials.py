"""What a file would change: of a list's entries, and of findings form by form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import rule_books
from server.actions.access import Actor
from server.actions.entities import bringing, list_trials
from server.actions.entities.bringing import Plan, Step
from server.models import (
    Campaign,
    Form,
    ListTrial,
    RuleBook,
    RuleBookState,
    RuleDifference,
    TrialState,
)
from server.texts import Language, say
from sync.entities import LABEL

#: So many rows are shown of each kind, and so many mistakes.
MOST = 50


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a cell, and what to do."""

    row: int
    column: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be brought as it is."""

    name: str
    file_name: str
    mistakes: Sequence[Mistake]
    more: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that is new or changes: its label, and each value that differs."""

    label: str
    name: str
    values: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Tried:
    """How far the list is tried on one form, and what it would change."""

    form: Form
    book: RuleBook
    counts: Mapping[str, int]
    stands_still: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One trial of a list."""

    trial: ListTrial
    #: None where the list is only looked at again.
    plan: Plan | None
    new: Sequence[Line]
    changed: Sequence[Line]
    forms: Sequence[Tried]

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has still to decide."""
        return self.trial.state == TrialState.OPEN

    @property
    def is_ready(self) -> bool:
        """Tell whether it has been tried on everything."""
        return all(one.book.state == RuleBookState.TRIED for one in self.forms)

    @property
    def stands_still(self) -> bool:
        """Tell whether trying it has come to a stop somewhere."""
        return any(one.stands_still for one in self.forms)


def refused(plan: Plan, file_name: str, language: Language) -> Refused:
    """Say by row what is wrong with a file."""
    told = []
    for one in plan.wrong[:MOST]:
        said = say(one.code, {"text": one.text}, language)
        told.append(Mistake(one.row, one.column, said.title, said.what_to_do))
    return Refused(plan.name, file_name, told, max(len(plan.wrong) - MOST, 0))


def read(session: Session, actor: Actor, campaign: Campaign, key: str) -> Page:
    """Read a trial; raises NotFound."""
    trial = list_trials.named(session, campaign, key)
    plan = _plan(session, actor, campaign, trial)
    books = list_trials.books(session, trial)
    return Page(
        trial,
        plan,
        [_line(one) for one in plan.new[:MOST]] if plan else (),
        [_line(one) for one in plan.changed[:MOST]] if plan else (),
        [_tried(session, book) for book in books],
    )


def _plan(
    session: Session, actor: Actor, campaign: Campaign, trial: ListTrial
) -> Plan | None:
    """Work out again what the file would do, while that is still to be decided."""
    if trial.content is None or trial.state != TrialState.OPEN:
        return None
    name, file_name = trial.name, trial.file_name
    return bringing.plan(session, actor, campaign, name, trial.content, file_name)


def _line(step: Step) -> Line:
    return Line(step.after.get(LABEL, ""), step.row.name, list(_values(step)))


def _values(step: Step) -> Iterator[tuple[str, str, str]]:
    """List what differs as column, before and after; the label of a new one is said."""
    for column, text in step.told.items():
        if step.entity is not None or column != LABEL:
            yield column, step.before.get(column, ""), text


def _tried(session: Session, book: RuleBook) -> Tried:
    rows = session.execute(
        select(RuleDifference.kind, func.count())
        .where(RuleDifference.rule_book_id == book.id)
        .group_by(RuleDifference.kind)
    )
    counts = {row[0]: row[1] for row in rows}
    still = rule_books.stands_still(session, book)
    return Tried(session.get_one(Form, book.form_id), book, counts, still)
