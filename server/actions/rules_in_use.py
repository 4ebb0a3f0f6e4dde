"""Which rules, parameters and lists hold for a version of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from forms import distinct
from forms.background import background
from forms.definition import FormDefinition
from forms.distinct import Distinct
from forms.rule import Rule
from forms.rules import Parameter, from_json
from forms.xpath.running import Background
from server.actions import forms
from server.models import Form, FormFile, FormVersion, RuleBook, RuleBookList


@dataclass(frozen=True, slots=True)
class RulesInUse:
    """All that a look at a submission needs to know of its form."""

    definition: FormDefinition
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter]
    background: Background
    distinct: tuple[Distinct, ...] = ()


def in_use(session: Session, version: FormVersion) -> RulesInUse:
    """Find the rules in force: the form's rule book, else the version's own."""
    form = session.get_one(Form, version.form_id)
    book = session.get(RuleBook, form.rule_book_id or 0)
    return by_book(session, version, book)


def by_book(
    session: Session, version: FormVersion, book: RuleBook | None
) -> RulesInUse:
    """Find what would hold for a version under a rule book; made once a process."""
    published = version.published_at.isoformat()
    known = _known(version.xform_md5, published, book.key if book else "")
    if not known:
        known.append(_made(session, version, book))
    return known[0]


def _made(session: Session, version: FormVersion, book: RuleBook | None) -> RulesInUse:
    definition = forms.definition(version)
    return RulesInUse(
        definition=definition,
        rules=from_json(book.rules if book else version.rules),
        parameters=book.parameters if book else {},
        background=background(definition, lists(session, version, book)),
        distinct=distinct.from_json(version.distinct),
    )


def lists(
    session: Session, version: FormVersion, book: RuleBook | None
) -> dict[str, bytes]:
    """Give the lists of a version by file name, those of the rule book first."""
    own = session.scalars(FormFile.of(version.id))
    brought = session.scalars(RuleBookList.of(book.id)) if book else ()
    return {file.name: file.content for file in (*own, *brought)}


@lru_cache(maxsize=64)
def _known(_md5: str, _published: str, _book: str) -> list[RulesInUse]:
    return []
