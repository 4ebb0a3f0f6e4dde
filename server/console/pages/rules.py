"""A rule book: what it brings, how far it has come, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.errors import WorkbookError
from forms.messages import Language, message
from forms.rule import Rule
from forms.rules import from_json
from server.actions import rule_books
from server.console.pages.forms import Trouble
from server.console.pages.listing import Slice
from server.errors import NotFound
from server.models import (
    Form,
    ListTrial,
    RuleBook,
    RuleBookList,
    RuleDifference,
    Submission,
)

KINDS = ("new", "changed", "gone", "kept")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, and the submission that it is about."""

    difference: RuleDifference
    submission: Submission


@dataclass(frozen=True, slots=True)
class BookPage:
    """One rule book opened, with the changes of one kind."""

    form: Form
    book: RuleBook
    rules: tuple[Rule, ...]
    lists: Sequence[RuleBookList]
    counts: Mapping[str, int]
    touched: int
    #: It is on its way, and no job will take it further.
    stands_still: bool
    kind: str
    rows: Sequence[Difference]
    part: Slice
    #: The entity list that it only tries.
    list_trial: ListTrial | None

    @property
    def share(self) -> int:
        """How much has been looked at, in percent."""
        book = self.book
        return round(100 * book.looked_at / book.total) if book.total else 100


@dataclass(frozen=True, slots=True)
class Refused:
    """What was wrong with a workbook of rules."""

    form: Form
    name: str
    troubles: tuple[Trouble, ...]


def read(
    session: Session, form: Form, number: int, query: Mapping[str, str]
) -> BookPage:
    """Read one rule book of a form; raises NotFound."""
    book = session.scalar(RuleBook.numbered(form.id, number))
    if book is None:
        raise NotFound
    counts = _counts(session, book)
    first = next((kind for kind in KINDS if counts.get(kind)), "new")
    kind = query.get("kind", "")
    kind = kind if kind in KINDS else first
    part = Slice.read(query, counts.get(kind, 0))
    return BookPage(
        form=form,
        book=book,
        rules=from_json(book.rules or ()),
        lists=session.scalars(RuleBookList.of(book.id)).all(),
        counts=counts,
        touched=_touched(session, book),
        stands_still=rule_books.stands_still(session, book),
        kind=kind,
        rows=_rows(session, book, kind, part),
        part=part,
        list_trial=session.get(ListTrial, book.list_trial_id or 0),
    )


def refused(form: Form, name: str, error: WorkbookError, language: Language) -> Refused:
    """Say by sheet, row and column what to mend."""
    told = tuple(
        Trouble(p.sheet, p.row, p.column or "", message(p.code, p.values, language))
        for p in error.problems
    )
    return Refused(form, name, told)


def _counts(session: Session, book: RuleBook) -> Mapping[str, int]:
    rows = session.execute(
        select(RuleDifference.kind, func.count())
        .where(RuleDifference.rule_book_id == book.id)
        .group_by(RuleDifference.kind)
    )
    return {row[0]: row[1] for row in rows}


def _touched(session: Session, book: RuleBook) -> int:
    """Count the submissions that anything changes about."""
    which = func.count(RuleDifference.submission_id.distinct())
    chosen = select(which).where(RuleDifference.rule_book_id == book.id)
    return session.scalar(chosen) or 0


def _rows(
    session: Session, book: RuleBook, kind: str, part: Slice
) -> Sequence[Difference]:
    found = session.execute(
        select(RuleDifference, Submission)
        .join(Submission, Submission.id == RuleDifference.submission_id)
        .where(RuleDifference.rule_book_id == book.id, RuleDifference.kind == kind)
        .order_by(RuleDifference.id)
        .offset(part.offset)
        .limit(part.size)
    )
    return [Difference(difference, submission) for difference, submission in found]
