"""Rule books: other rules, parameters and lists for a form that is in use.

One is brought, tried on everything that is there, looked at, and put in force: then
every submission is looked at again, batch by batch, and what people touched stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from forms.brought import Brought
from forms.rules import to_json
from server.actions import entity_lists, events, queue
from server.actions.access import Actor
from server.db import now
from server.errors import Conflict, WrongState
from server.models import (
    JUDGED,
    Form,
    FormVersion,
    Job,
    JobState,
    ListTrial,
    RuleBook,
    RuleBookList,
    RuleBookState,
    RuleDifference,
    SettingsTrial,
    Submission,
)

JOB = "rerun"


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook as it was uploaded, and the lists that came beside it."""

    name: str
    content: bytes
    lists: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """What a rule book holds: rules (None: each version's own), parameters, lists."""

    rules: list[dict[str, object]] | None
    parameters: dict[str, str | float]
    lists: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class OwnParts:
    """What a version is to have of its own again."""

    rules: bool
    lists: tuple[str, ...]


def bring(
    session: Session, actor: Actor, form: Form, brought: Brought, source: Source
) -> RuleBook:
    """Keep what a workbook brings and begin to try it on what is there.

    What the workbook says nothing about stays as it is in force. Raises Conflict for a
    list that the campaign keeps itself: nothing would read this one.
    """
    kept = entity_lists.by_file(session, form.campaign_id)
    for name in (*brought.lists, *source.lists):
        if name in kept:
            raise Conflict("list_kept", name=name)
    former = session.get(RuleBook, form.rule_book_id or 0)
    content = Content(
        _rules(former, brought),
        _parameters(former, brought),
        {**_lists(session, former), **brought.lists, **source.lists},
    )
    book = _begin(session, actor, form, content, source)
    events.record(session, actor, form, "rules.brought", number=book.number)
    return book


def give_way(
    session: Session, actor: Actor, form: Form, own: OwnParts, source: Source
) -> RuleBook:
    """Begin to try the form without what the rule book in force says in its place.

    What of the book is no business of the workbook's stays as it is.
    """
    former = session.get_one(RuleBook, form.rule_book_id)
    kept = _lists(session, former)
    content = Content(
        None if own.rules else former.rules,
        former.parameters,
        {name: kept[name] for name in kept if name not in own.lists},
    )
    book = _begin(session, actor, form, content, source)
    events.record(session, actor, form, "rules.brought", number=book.number)
    return book


def try_settings(
    session: Session, actor: Actor, form: Form, trial: SettingsTrial
) -> RuleBook:
    """Begin to try settings of the campaign on what came with one form."""
    told = json.dumps(trial.settings, ensure_ascii=False, sort_keys=True)
    source = Source("settings.json", told.encode(), {})
    content = Content(None, {}, {})
    book = _begin(session, actor, form, content, source)
    book.settings_trial_id = trial.id
    return book


def try_list(session: Session, actor: Actor, form: Form, trial: ListTrial) -> RuleBook:
    """Begin to try an entity list on what came with one form."""
    source = Source(trial.file_name or trial.name, trial.content or b"", {})
    book = _begin(session, actor, form, Content(None, {}, {}), source)
    book.list_trial_id = trial.id
    return book


def apply(session: Session, actor: Actor, form: Form, book: RuleBook) -> None:
    """Put a rule book in force, here and now for what comes, then for what is there.

    Raises WrongState unless it has been tried on everything.
    """
    if only_tries(book) or book.form_id != form.id:
        raise WrongState
    look_again(session, actor, form, book)
    form.rule_book_id = book.id
    events.record(session, actor, form, "rules.applied", number=book.number)


def look_again(session: Session, actor: Actor, form: Form, book: RuleBook) -> None:
    """Begin to look at all that is there for good; raises WrongState unless tried."""
    if book.state != RuleBookState.TRIED:
        raise WrongState
    book.state = RuleBookState.APPLYING
    book.cursor, book.looked_at, book.total = 0, 0, _count(session, form)
    book.applied_by, book.applied_at = actor.user_id, now()
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)


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


def only_tries(book: RuleBook) -> bool:
    """Tell whether a rule book tries settings or a list, and is never in force."""
    return book.settings_trial_id is not None or book.list_trial_id is not None


def has_submissions(session: Session, form: Form) -> bool:
    """Say whether there is anything that rules have looked at."""
    chosen = _of_form(select(Submission), form.id).with_only_columns(Submission.id)
    return session.scalar(chosen.limit(1)) is not None


def waiting(book: RuleBook, limit: int) -> Select[Submission]:
    """Select the next submissions that a rule book is to look at."""
    return (
        _of_form(select(Submission), book.form_id)
        .where(Submission.id > book.cursor)
        .order_by(Submission.id)
        .limit(limit)
    )


def _begin(
    session: Session, actor: Actor, form: Form, content: Content, source: Source
) -> RuleBook:
    book = RuleBook(
        campaign_id=form.campaign_id,
        form_id=form.id,
        number=_next(session, form),
        source=source.content,
        source_name=source.name,
        rules=content.rules,
        parameters=content.parameters,
        total=_count(session, form),
        created_by=actor.user_id,
    )
    session.add(book)
    session.flush()
    session.add_all(
        RuleBookList(rule_book_id=book.id, name=name, content=told, md5=_md5(told))
        for name, told in content.lists.items()
    )
    queue.enqueue(session.connection(), form.campaign_id, JOB, book.id)
    return book


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


def _rules(former: RuleBook | None, brought: Brought) -> list[dict[str, object]] | None:
    """Give the rules that are brought, else those of the book before; None for none.

    Never a version's own: those must give way to the next version's.
    """
    if brought.rules is not None:
        return to_json(brought.rules)
    return former.rules if former else None


def _parameters(former: RuleBook | None, brought: Brought) -> dict[str, str | float]:
    if brought.parameters is not None:
        return dict(brought.parameters)
    return former.parameters if former else {}


def _lists(session: Session, former: RuleBook | None) -> dict[str, bytes]:
    kept = session.scalars(RuleBookList.of(former.id)) if former else ()
    return {each.name: each.content for each in kept}


def _md5(content: bytes) -> str:
    """Hash as OpenRosa's lists want it; no secret hangs on it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
