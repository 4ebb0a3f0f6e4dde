"""Rule books: other rules, parameters and lists for a form that is in use.

One is brought, tried on everything that is there, looked at, and put in force: then
every submission is looked at again, batch by batch, and what people touched stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from forms.brought import Brought
from forms.rules import to_json
from server.actions import events, queue
from server.actions.access import Actor
from server.db import now
from server.errors import WrongState
from server.models import (
    JUDGED,
    Form,
    FormVersion,
    Job,
    JobState,
    RuleBook,
    RuleBookList,
    RuleBookState,
    RuleDifference,
    Submission,
)

JOB = "rerun"


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook as it was uploaded, and the lists that came beside it."""

    name: str
    content: bytes
    lists: Mapping[str, bytes]


def bring(
    session: Session, actor: Actor, form: Form, brought: Brought, source: Source
) -> RuleBook:
    """Keep what a workbook brings and begin to try it on what is there.

    What the workbook says nothing about stays as it is in force.
    """
    former = session.get(RuleBook, form.rule_book_id or 0)
    book = RuleBook(
        campaign_id=form.campaign_id,
        form_id=form.id,
        number=_next(session, form),
        source=source.content,
        source_name=source.name,
        rules=_rules(session, form, former, brought),
        parameters=_parameters(former, brought),
        total=_count(session, form),
        created_by=actor.user_id,
    )
    session.add(book)
    session.flush()
    lists = {**_lists(session, former), **brought.lists, **source.lists}
    session.add_all(
        RuleBookList(rule_book_id=book.id, name=name, content=content)
        for name, content in lists.items()
    )
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)
    events.record(session, actor, form, "rules.brought", number=book.number)
    return book


def apply(session: Session, actor: Actor, form: Form, book: RuleBook) -> None:
    """Put a rule book in force, here and now for what comes, then for what is there.

    Raises WrongState unless it has been tried on everything.
    """
    if book.state != RuleBookState.TRIED or book.form_id != form.id:
        raise WrongState
    form.rule_book_id = book.id
    book.state = RuleBookState.APPLYING
    book.cursor, book.looked_at, book.total = 0, 0, _count(session, form)
    book.applied_by, book.applied_at = actor.user_id, now()
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)
    events.record(session, actor, form, "rules.applied", number=book.number)


def try_again(session: Session, actor: Actor, form: Form, book: RuleBook) -> None:
    """Try a rule book anew, on what has come since, or after it stood still.

    Raises WrongState while it is being tried, and once it is in force.
    """
    again = book.state == RuleBookState.TRIED or (
        book.state == RuleBookState.TRYING and stands_still(session, book)
    )
    if not again or book.form_id != form.id:
        raise WrongState
    session.execute(
        delete(RuleDifference).where(RuleDifference.rule_book_id == book.id)
    )
    book.state = RuleBookState.TRYING
    book.cursor, book.looked_at, book.total = 0, 0, _count(session, form)
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)
    events.record(session, actor, form, "rules.tried", number=book.number)


def go_on(session: Session, actor: Actor, form: Form, book: RuleBook) -> None:
    """Go on where looking again stood still; raises WrongState unless it does."""
    session.refresh(book, with_for_update=True)
    applying = book.state == RuleBookState.APPLYING and book.form_id == form.id
    if not applying or not stands_still(session, book):
        raise WrongState
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)
    events.record(session, actor, form, "rules.gone_on", number=book.number)


def stands_still(session: Session, book: RuleBook) -> bool:
    """Say whether a rule book is on its way and no job will take it further."""
    if book.state not in (RuleBookState.TRYING, RuleBookState.APPLYING):
        return False
    live = select(Job.id).where(
        Job.kind == JOB, Job.subject_id == book.id, Job.state != JobState.FAILED
    )
    return session.scalar(live.limit(1)) is None


def waiting(book: RuleBook, limit: int) -> Select[Submission]:
    """Select the next submissions that a rule book is to look at."""
    return (
        _of_form(select(Submission), book.form_id)
        .where(Submission.id > book.cursor)
        .order_by(Submission.id)
        .limit(limit)
    )


def _of_form(chosen: Select[Submission], form_id: int) -> Select[Submission]:
    versions = select(FormVersion.id).where(FormVersion.form_id == form_id)
    return chosen.where(
        Submission.form_version_id.in_(versions), Submission.state.in_(JUDGED)
    )


def _count(session: Session, form: Form) -> int:
    chosen = _of_form(select(Submission), form.id).with_only_columns(func.count())
    return session.scalar(chosen) or 0


def _next(session: Session, form: Form) -> int:
    last = select(func.max(RuleBook.number)).where(RuleBook.form_id == form.id)
    return (session.scalar(last) or 0) + 1


def _rules(
    session: Session, form: Form, former: RuleBook | None, brought: Brought
) -> list[dict[str, object]]:
    if brought.rules is not None:
        return to_json(brought.rules)
    if former is not None:
        return former.rules
    return session.get_one(FormVersion, form.current_version_id).rules


def _parameters(former: RuleBook | None, brought: Brought) -> dict[str, str | float]:
    if brought.parameters is not None:
        return dict(brought.parameters)
    return former.parameters if former else {}


def _lists(session: Session, former: RuleBook | None) -> dict[str, bytes]:
    kept = session.scalars(RuleBookList.of(former.id)) if former else ()
    return {each.name: each.content for each in kept}
