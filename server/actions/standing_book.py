"""What a rule book in force says otherwise than a version that is to be published.

A rule book holds for every version, so a new version's own rules and lists would be
passed over in silence: whoever publishes chooses which of them hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from forms.compiled import CompiledForm
from forms.rules import to_json
from server.actions import lists_in_force
from server.models import Form, RuleBook, RuleBookList


class BookChoice(StrEnum):
    """Which rules and lists hold once a version is published."""

    KEEP = "keep"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule book in force, and where it says otherwise than a workbook."""

    book: RuleBook
    rules: bool
    lists: tuple[str, ...]


def over(
    session: Session, form: Form, compiled: CompiledForm, files: dict[str, bytes]
) -> Standing | None:
    """Find what of a workbook the rule book in force would pass over, if anything."""
    book = lists_in_force.book_of(session, form.id)
    if book is None:
        return None
    own = _plain(to_json(compiled.rules))
    brought = session.scalars(RuleBookList.of(book.id))
    found = Standing(
        book,
        book.rules is not None and _plain(book.rules) != own,
        tuple(
            each.name
            for each in brought
            if each.name in compiled.media_names
            and files.get(each.name, each.content) != each.content
        ),
    )
    return found if found.rules or found.lists else None


def _plain(rules: list[dict[str, object]]) -> list[dict[str, object]]:
    """Leave out in which row of its sheet a rule stands: it changes nothing."""
    return [{key: told for key, told in rule.items() if key != "row"} for rule in rules]
