"""Which rules, parameters and lists hold for a version of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from forms import distinct
from forms.background import background
from forms.definition import FormDefinition
from forms.distinct import Distinct
from forms.lists import ItemList
from forms.rule import Rule
from forms.rules import Parameter, from_json
from forms.xpath.running import Background
from server.actions import forms, lists_in_force, made_lists
from server.models import Finding, Form, FormVersion, RuleBook, Submission

NOTHING: Mapping[str, ItemList] = {}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a phone could look up before the present lists came to it."""

    since: datetime | None
    background: Background


@dataclass(frozen=True, slots=True)
class RulesInUse:
    """All that a look at a submission needs to know of its form."""

    definition: FormDefinition
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter]
    background: Background
    earlier: tuple[Earlier, ...] = ()
    distinct: tuple[Distinct, ...] = ()


def in_use(session: Session, version: FormVersion) -> RulesInUse:
    """Find the rules in force: the form's rule book, else the version's own."""
    book = lists_in_force.book_of(session, version.form_id)
    return by_book(session, version, book)


def evidence_of(session: Session, finding: Finding) -> str:
    """Say what the photos are called that a finding's rule names; empty for none.

    A rule that is in force no more asks for nothing.
    """
    submission = session.get_one(Submission, finding.submission_id)
    version = session.get_one(FormVersion, submission.form_version_id)
    known = in_use(session, version)
    named = next((one.evidence for one in known.rules if one.rule == finding.rule), ())
    return "、".join(_label(known.definition, name) for name in named)


def by_book(
    session: Session, version: FormVersion, book: RuleBook | None
) -> RulesInUse:
    """Find what would hold for a version under a rule book.

    Made once a process, and again when the lists that we make have changed.
    """
    published = version.published_at.isoformat()
    in_force = session.get_one(Form, version.form_id).rule_book_id
    mark = f"{in_force or 0} {made_lists.mark(session, version)}"
    known = _known(version.xform_md5, published, book.key if book else "")
    found = known.get(mark)
    if found is None:
        found = _made(session, version, book)
        known.clear()
        known[mark] = found
    return found


def with_list(
    session: Session, version: FormVersion, mark: str, tried: Callable[[], ItemList]
) -> RulesInUse:
    """Find what would hold for a version if an entity list said something else.

    `mark` tells one such list from another; read and made once a process.
    """
    book = lists_in_force.book_of(session, version.form_id)
    known = _known(version.xform_md5, mark, book.key if book else "")
    seen = made_lists.mark(session, version)
    if seen not in known:
        one = tried()
        known.clear()
        known[seen] = _made(session, version, book, {one.name: one})
    return known[seen]


def rules(version: FormVersion, book: RuleBook | None) -> tuple[Rule, ...]:
    """Read the rules that hold for a version under a rule book."""
    brought = book.rules if book else None
    return from_json(version.rules if brought is None else brought)


def _made(
    session: Session,
    version: FormVersion,
    book: RuleBook | None,
    tried: Mapping[str, ItemList] = NOTHING,
) -> RulesInUse:
    definition = forms.definition(version)
    asked = {name: one for name, one in tried.items() if name in version.media_names}
    made = {**made_lists.made(session, version), **asked}
    brought = lists_in_force.lists(session, version, book)
    # A list that the campaign keeps as an entity list is so for phones and rules.
    present = {name: told for name, told in brought.items() if name not in made}
    return RulesInUse(
        definition=definition,
        rules=rules(version, book),
        parameters=book.parameters if book else {},
        background=background(definition, present, made),
        earlier=(
            *_deleted_since(session, version, present, made),
            *(
                Earlier(former.since, background(definition, former.lists, made))
                for former in lists_in_force.formers(session, version, book)
            ),
        ),
        distinct=distinct.from_json(version.distinct),
    )


def _deleted_since(
    session: Session,
    version: FormVersion,
    present: Mapping[str, bytes],
    made: Mapping[str, ItemList],
) -> tuple[Earlier, ...]:
    """Give what a phone could choose before entries of entity lists were deleted."""
    formerly = made_lists.formerly(session, version)
    if not formerly:
        return ()
    definition = forms.definition(version)
    return (Earlier(None, background(definition, present, {**made, **formerly})),)


@lru_cache(maxsize=64)
def _known(_md5: str, _published: str, _book: str) -> dict[str, RulesInUse]:
    return {}


def _label(definition: FormDefinition, name: str) -> str:
    """Give a question as people call it, else by its name."""
    if not definition.has_question(name):
        return name
    return definition.label(definition.question(name).label) or name
