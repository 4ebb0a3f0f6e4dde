"""The lists a form picks from and looks up in: those in force, and those before.

A rule book replaces lists of a form without a new version. Whoever needs a list asks
here: phones, the rules, the second look at answers, pages and exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from server.models import Form, FormFile, FormVersion, RuleBook, RuleBookList

File = FormFile | RuleBookList


@dataclass(frozen=True, slots=True)
class Former:
    """Lists that phones had before others came; `since` None for a version's own."""

    since: datetime | None
    lists: Mapping[str, bytes]


def book_of(session: Session, form_id: int) -> RuleBook | None:
    """Find the rule book in force for a form; None where each version has its own."""
    form = session.get_one(Form, form_id)
    return session.get(RuleBook, form.rule_book_id or 0)


def files(
    session: Session, version: FormVersion, book: RuleBook | None
) -> dict[str, File]:
    """Give the lists of a version by file name, those of the rule book first."""
    own = session.scalars(FormFile.of(version.id))
    brought = session.scalars(RuleBookList.of(book.id)) if book else ()
    return {file.name: file for file in (*own, *brought)}


def lists(
    session: Session, version: FormVersion, book: RuleBook | None
) -> dict[str, bytes]:
    """Give the same lists as bytes."""
    found = files(session, version, book)
    return {name: file.content for name, file in found.items()}


def formers(
    session: Session, version: FormVersion, book: RuleBook | None
) -> tuple[Former, ...]:
    """Give what a phone may have had instead, oldest first: all that was in force."""
    if book is None:
        return ()
    present = lists(session, version, book)
    was = session.scalars(RuleBook.applied_to(version.form_id))
    applied = [each for each in was if each.id != book.id]
    found = [Former(None, lists(session, version, None))]
    found += [Former(one.applied_at, lists(session, version, one)) for one in applied]
    return tuple(one for one in found if one.lists != present)


def ever(session: Session, versions: Iterable[int], form_id: int) -> list[File]:
    """Give every list that was ever in force, what is newer after what is older."""
    own = session.scalars(FormFile.of_versions(versions))
    brought = session.scalars(RuleBookList.applied_to(form_id))
    return [*own, *brought]
