"""Conditions on answers: read, said and written in the words of their form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from forms.definition import FormDefinition, Question
from forms.regions import REGION_LIST
from server.actions import access, entity_lists, forms
from server.actions.access import Actor
from server.console.pages import places
from server.console.pages.answers import Given, Named, Reader, reader
from server.console.pages.places import counties
from server.errors import NotFound
from server.models import Campaign, Form, FormVersion
from server.reports.submission_filter import Condition, SubmissionFilter

OPERATORS: dict[str, LazyString] = {
    "is": _("是"),
    "not": _("不是"),
    "has": _("含有"),
    "least": _("不小于"),
    "most": _("不大于"),
    "below": _("小于"),
    "any": _("已填"),
    "none": _("未填"),
}


#: As many choices as a field offers.
OFFERED = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A condition in words."""

    condition: Condition
    label: str
    operator: LazyString
    value: str


def current(session: Session, form: Form) -> FormVersion:
    """Find the version that a form has now; raises NotFound before the first."""
    found = session.get(FormVersion, form.current_version_id or 0)
    if found is None:
        raise NotFound
    return found


def asked(form: Form, query: Mapping[str, str]) -> SubmissionFilter:
    """Read the filter of the address, for this form."""
    return replace(SubmissionFilter.read(query), form_id=form.form_id)


def narrowed(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    form: Form,
    query: Mapping[str, str],
    language: str,
) -> dict[str, Any]:
    """Give the address of the filter with the condition that a form describes."""
    wanted = asked(form, query)
    question, operator = query.get("question", ""), query.get("operator", "")
    words = _Words(session, actor, campaign, form, language)
    value = words.chosen(question, query.get("value", "").strip())
    more = Condition.read(f"{question}:{operator}:{value}")
    known = (*wanted.answers, more) if more else wanted.answers
    return replace(wanted, form_id="", answers=known).query()


def offered(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    form: Form,
    name: str,
    language: str,
) -> list[str]:
    """Say what can be chosen of a question, in its own words; the first of many."""
    words = _Words(session, actor, campaign, form, language)
    return list(dict.fromkeys(words.offered(name)))[:OFFERED]


def in_words(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    form: Form,
    wanted: SubmissionFilter,
    language: str,
) -> list[Told]:
    """Say the conditions of a filter in the words of its form."""
    if not wanted.answers:
        return []
    values = [{one.question: one.value} for one in wanted.answers]
    words = _Words(session, actor, campaign, form, language)
    reading = words.reader(values)
    return told(reading.definition, reading, wanted)


def told(
    definition: FormDefinition, reading: Reader, wanted: SubmissionFilter
) -> list[Told]:
    """Say the conditions in words."""
    return [
        Told(
            one,
            reading.label(one.question),
            OPERATORS[one.operator],
            _value(definition, reading, one),
        )
        for one in wanted.answers
    ]


def entries(
    session: Session, actor: Actor, campaign: Campaign, version: FormVersion
) -> Named:
    """Say what entries of lists are called, of those that the actor may see."""
    seen = access.entries(actor, campaign)
    return entity_lists.labels(session, campaign.id, version.media_names, seen)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the answers to a form are called, as far as the actor may see."""

    session: Session
    actor: Actor
    campaign: Campaign
    form: Form
    language: str

    def reader(self, givens: Sequence[Given]) -> Reader:
        """Prepare to read answers to the version that the form has now."""
        version = current(self.session, self.form)
        definition = forms.definition(version)
        named = entries(self.session, self.actor, self.campaign, version)
        return reader(self.session, version, definition, givens, self.language, named)

    def offered(self, name: str) -> list[str]:
        """Say each choice of a question; regions are the campaign's counties."""
        reading = self.reader([])
        if not reading.definition.has_question(name):
            return []
        question = reading.definition.question(name)
        if question.list_file == REGION_LIST:
            return [one.name for one in self.session.scalars(counties(self.campaign))]
        return [reading.say_choice(question, one) for one in self._values(question)]

    def _values(self, question: Question) -> list[str]:
        reading = self.reader([])
        listed = reading.lists.get(question.list_file or "", {})
        return [*(choice.value for choice in question.choices), *listed]

    def chosen(self, name: str, written: str) -> str:
        """Find the choice that somebody wrote by its label; else what was written."""
        reading = self.reader([])
        if not written or not reading.definition.has_question(name):
            return written
        question = reading.definition.question(name)
        if question.list_file == REGION_LIST:
            return places.named(self.session, self.campaign, written) or written
        values = self._values(question)
        said = (one for one in values if reading.say_choice(question, one) == written)
        return next(said, written)


def _value(definition: FormDefinition, reading: Reader, one: Condition) -> str:
    if not definition.has_question(one.question):
        return one.value
    return reading.say_choice(definition.question(one.question), one.value)
