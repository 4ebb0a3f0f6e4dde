"""Forms with their versions, and the rules of a version in readable words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.errors import WorkbookError
from forms.messages import Language, message
from forms.rule import Rule
from forms.rules import from_json
from forms.wording import in_words
from server.actions import forms
from server.console.pages import problems, questions
from server.errors import NotFound
from server.models import (
    Campaign,
    Form,
    FormFile,
    FormVersion,
    RuleBook,
    Submission,
    User,
)

Verb = TypeVar("Verb")


@dataclass(frozen=True, slots=True)
class Line:
    """A form in the list."""

    form: Form
    current: FormVersion | None
    versions: int
    submissions: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend in a workbook."""

    sheet: str
    row: int | None
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The list, and what was wrong with a workbook that was just sent."""

    lines: list[Line]
    troubles: tuple[Trouble, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form: its versions, and one of them opened."""

    form: Form
    versions: Sequence[FormVersion]
    counts: Mapping[int, int]
    publishers: Mapping[int, User]
    opened: FormVersion
    rules: tuple[Rule, ...]
    files: Sequence[FormFile]
    books: Sequence[RuleBook]


@dataclass(frozen=True, slots=True)
class Opened:
    """A form with one of its versions opened."""

    form: Form
    version: FormVersion
    languages: tuple[str, ...]
    #: How many questions people are asked.
    questions: int


def read(session: Session, campaign: Campaign) -> Page:
    """Read the forms of a campaign."""
    found = session.scalars(Form.of(campaign.id)).all()
    versions = _per_form(session, campaign, func.count(FormVersion.id.distinct()))
    sent = _per_form(session, campaign, func.count(Submission.id))
    current = _current(session, found)
    return Page(
        [
            Line(
                form,
                current.get(form.current_version_id or 0),
                versions.get(form.id, 0),
                sent.get(form.id, 0),
            )
            for form in found
        ]
    )


def refused(
    session: Session,
    campaign: Campaign,
    name: str,
    error: WorkbookError,
    language: Language,
) -> Page:
    """Read the list again, with what is to be mended in the workbook."""
    troubles = tuple(
        Trouble(
            one.sheet,
            one.row,
            one.column or "",
            message(one.code, one.values, language),
        )
        for one in error.problems
    )
    return Page(read(session, campaign).lines, troubles, name)


def opened(session: Session, form: Form, wanted: str) -> Opened:
    """Open a version of a form; the current one by default."""
    versions = session.scalars(FormVersion.of(form.id)).all()
    found = _chosen(form, versions, wanted)
    definition = forms.definition(found)
    count = sum(1 for _one in questions.asked(definition))
    return Opened(form, found, definition.languages, count)


def _chosen(form: Form, versions: Sequence[FormVersion], wanted: str) -> FormVersion:
    named = (one for one in versions if one.version == wanted)
    now = (one for one in versions if one.id == form.current_version_id)
    return next(named, None) or next(now, versions[0])


def read_one(session: Session, form: Form, wanted: str) -> FormPage:
    """Read one form with a version opened; the current one by default."""
    versions = session.scalars(FormVersion.of(form.id)).all()
    opened = _chosen(form, versions, wanted)
    return FormPage(
        form,
        versions,
        _per_version(session, versions),
        problems.signers(session, [one.published_by for one in versions]),
        opened,
        _rules(session, form, opened),
        session.scalars(FormFile.of(opened.id)).all(),
        session.scalars(RuleBook.of(form.id)).all(),
    )


def conditions(page: FormPage, language: Language) -> Mapping[str, str]:
    """Say in words when each rule holds; empty where there are none."""
    definition = forms.definition(page.opened)
    return {rule.rule: in_words(definition, rule.when, language) for rule in page.rules}


def _rules(session: Session, form: Form, opened: FormVersion) -> tuple[Rule, ...]:
    """Read the rules in force for the present version, an older one's own."""
    book = session.get(RuleBook, form.rule_book_id or 0)
    if book is not None and opened.id == form.current_version_id:
        return from_json(book.rules)
    return forms.rules(opened)


def version(session: Session, form: Form, name: str) -> FormVersion:
    """Find a version of a form; raises NotFound."""
    chosen = FormVersion.of(form.id).where(FormVersion.version == name)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def file(session: Session, of_version: FormVersion, name: str) -> bytes:
    """Find a list of a version; raises NotFound."""
    found = session.scalar(FormFile.of(of_version.id).where(FormFile.name == name))
    if found is None:
        raise NotFound
    return found.content


def known(verbs: Mapping[str, Verb], name: str) -> Verb:
    """Find a verb by its name in the address; raises NotFound."""
    if name not in verbs:
        raise NotFound
    return verbs[name]


def _per_form(session: Session, campaign: Campaign, count: Any) -> dict[int, int]:
    rows = session.execute(
        select(FormVersion.form_id, count)
        .outerjoin(Submission, Submission.form_version_id == FormVersion.id)
        .where(FormVersion.campaign_id == campaign.id)
        .group_by(FormVersion.form_id)
    )
    return {row[0]: row[1] for row in rows}


def _per_version(
    session: Session, versions: Sequence[FormVersion]
) -> Mapping[int, int]:
    rows = session.execute(
        select(Submission.form_version_id, func.count())
        .where(Submission.form_version_id.in_([one.id for one in versions]))
        .group_by(Submission.form_version_id)
    )
    return {row[0]: row[1] for row in rows}


def _current(session: Session, found: Sequence[Form]) -> Mapping[int, FormVersion]:
    ids = [form.current_version_id for form in found]
    chosen = select(FormVersion).where(FormVersion.id.in_(ids))
    return {one.id: one for one in session.scalars(chosen)}
