"""Forms with their versions, and the rules of a version in readable words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.errors import WorkbookError
from forms.messages import Language, message
from forms.rule import Rule
from forms.workbook import is_xform
from server.actions import forms, lists_in_force, rules_in_use
from server.actions.lists_in_force import File
from server.console.pages import problems, questions
from server.console.pages.told_rules import Told, told
from server.errors import NotFound
from server.models import (
    Campaign,
    Form,
    FormDraft,
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
    drafts: Sequence[FormDraft] = ()
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
    files: Sequence[File]
    #: Rules that make no finding, and why.
    silent: Mapping[str, LazyString]
    #: What holds in the place of the version's own, for every version.
    book: RuleBook | None
    books: Sequence[RuleBook]

    @property
    def is_xform(self) -> bool:
        """Tell whether the opened version was uploaded as an XForm: it has no XLSX."""
        return is_xform(self.opened.source)


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
        ],
        session.scalars(FormDraft.of(campaign.id)).all(),
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
    return replace(read(session, campaign), troubles=troubles, name=name)


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
    book = lists_in_force.book_of(session, form.id)
    rules = rules_in_use.rules(opened, book)
    return FormPage(
        form,
        versions,
        _per_version(session, versions),
        problems.signers(session, [one.published_by for one in versions]),
        opened,
        rules,
        _files(session, opened, book),
        {rule.rule: why for rule in rules if (why := silent(rule))},
        book,
        session.scalars(RuleBook.of(form.id)).all(),
    )


def silent(rule: Rule) -> LazyString | None:
    """Say why a rule makes no finding; None where it does make one."""
    if rule.instrument == "clue":
        return _(
            "举报先成为线索，核实后才写成问题；扫码举报还没有接入，此规则不起作用。"
        )
    moves = rule.instrument == "reopen" and not rule.category
    if moves or rule.instrument == "close":
        return _("它只说明原问题该怎么办：回访记录列在原问题旁，由专班办决定。")
    if not rule.category:
        return _("没有写问题类别。")
    return None


def _files(
    session: Session, opened: FormVersion, book: RuleBook | None
) -> Sequence[File]:
    """List what phones get with a version, by name."""
    found = lists_in_force.files(session, opened, book)
    return [found[name] for name in sorted(found) if name in opened.media_names]


def told_rules(page: FormPage, language: Language) -> Mapping[str, Told]:
    """Say the rules in the words of the form."""
    definition = forms.definition(page.opened)
    return {rule.rule: told(definition, rule, language) for rule in page.rules}


def version(session: Session, form: Form, name: str) -> FormVersion:
    """Find a version of a form; raises NotFound."""
    chosen = FormVersion.of(form.id).where(FormVersion.version == name)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def file(session: Session, of_version: FormVersion, name: str) -> bytes:
    """Find a list of a version as phones have it; raises NotFound."""
    book = lists_in_force.book_of(session, of_version.form_id)
    found = lists_in_force.files(session, of_version, book).get(name)
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
