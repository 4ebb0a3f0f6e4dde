"""What was answered to a form: one chart a question, filtered by answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.definition import FormDefinition, Question
from server.actions import answers, forms
from server.actions.access import Actor
from server.console.pages import questions
from server.console.pages.answers import Reader, reader
from server.console.pages.conditions import Told, asked, current, entries, told
from server.console.pages.stages import total
from server.errors import NotFound
from server.models import Campaign, Form, FormVersion, RuleFired, Submission
from server.reports import answer_charts
from server.reports.answer_charts import CHOICES, DAYS, NUMBERS, Asking, Chart
from server.reports.submission_filter import Condition, SubmissionFilter


@dataclass(frozen=True, slots=True)
class Page:
    """The questions of a form, and the filter that their charts are under."""

    form: Form
    version: FormVersion
    wanted: SubmissionFilter
    told: Sequence[Told]
    #: By group: the questions with their labels.
    parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    submissions: int
    #: Submissions whose answers are still to be taken apart.
    waiting: int

    def opens(self) -> dict[str, Any]:
        """Give the address of the submissions that are counted."""
        return listed(self.wanted)

    def query(self) -> dict[str, Any]:
        """Give the fields of the address, without the form that it names itself."""
        return replace(self.wanted, form_id="").query()

    def without(self, condition: Condition) -> dict[str, Any]:
        """Give the address without one of the conditions."""
        left = tuple(one for one in self.wanted.answers if one != condition)
        return replace(self.wanted, form_id="", answers=left).query()

    def with_text(self, text: str) -> dict[str, Any]:
        """Give the address with another text to search."""
        return replace(self.wanted, form_id="", text=text).query()


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One question with its chart; what is chosen is said in the form's words."""

    form: Form
    question: Question
    label: str
    wanted: SubmissionFilter
    chart: Chart
    reader: Reader

    def said(self, value: str) -> str:
        """Say a value as its choice is labelled."""
        return self.reader.say_choice(self.question, value)

    def opens(self, operator: str, value: str) -> dict[str, Any]:
        """Give the address of the submissions behind a bar."""
        return listed(self._and(Condition(self.question.name, operator, value)))

    def between(self, low: Any, operator: str, high: Any) -> dict[str, Any]:
        """Give the address of the submissions behind numbers or days in a row."""
        name = self.question.name
        first = Condition(name, "least", plain(low))
        return listed(self._and(first, Condition(name, operator, plain(high))))

    def asked(self) -> dict[str, Any]:
        """Give the fields of the address that this chart is under."""
        return replace(self.wanted, form_id="").query()

    def all(self) -> dict[str, Any]:
        """Give the address of all submissions under the filter."""
        return listed(self.wanted)

    def narrows(self, value: str) -> dict[str, Any]:
        """Give the address of the charts with only this answer left."""
        more = self._and(Condition(self.question.name, "is", value))
        return replace(more, form_id="").query()

    def _and(self, *more: Condition) -> SubmissionFilter:
        known = dict.fromkeys((*self.wanted.answers, *more))
        return replace(self.wanted, answers=tuple(known))


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    form: Form,
    query: Mapping[str, str],
    language: str,
) -> Page:
    """Read the questions and the filter that the address asks for."""
    version = current(session, form)
    definition = forms.definition(version)
    wanted = asked(form, query)
    values = [{one.question: one.value} for one in wanted.answers]
    named = entries(session, actor, campaign, version)
    reading = reader(session, version, definition, values, language, named)
    chosen = wanted.select(actor, campaign)
    return Page(
        form,
        version,
        wanted,
        told(definition, reading, wanted),
        _parts(definition, reading),
        total(session, chosen),
        answers.waiting(session, chosen),
    )


def one(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    form: Form,
    name: str,
    query: Mapping[str, str],
    language: str,
) -> ChartPage:
    """Draw one question; raises NotFound for one that the form does not ask."""
    version = current(session, form)
    definition = forms.definition(version)
    question = next((q for q in _charted(definition) if q.name == name), None)
    if question is None:
        raise NotFound
    wanted = asked(form, query)
    asking = Asking(session, actor, campaign, form, wanted)
    chart = answer_charts.chart(asking, question, definition.photo_slots(name))
    values = [{name: bar.low} for bar in chart.bars if isinstance(bar.low, str)]
    named = entries(session, actor, campaign, version)
    reading = reader(session, version, definition, values, language, named)
    return ChartPage(form, question, reading.label(name), wanted, chart, reading)


def listed(wanted: SubmissionFilter) -> dict[str, Any]:
    """Give the address of just the submissions that a chart counts."""
    return {"stage": "standing", **wanted.query()}


def fired(
    session: Session, actor: Actor, campaign: Campaign, form: Form
) -> tuple[Mapping[str, int], int]:
    """Count on how many submissions each rule fired, of how many."""
    seen = SubmissionFilter(form_id=form.form_id).select(actor, campaign)
    looked_at = seen.where(Submission.rules_run_at.is_not(None))
    ids = looked_at.with_only_columns(Submission.id, maintain_column_froms=True)
    rows = session.execute(
        select(RuleFired.rule, func.count())
        .where(RuleFired.campaign_id == campaign.id, RuleFired.submission_id.in_(ids))
        .group_by(RuleFired.rule)
    )
    return {rule: count for rule, count in rows}, total(session, looked_at)  # noqa: C416


def plain(value: Any) -> str:
    """Write a number or a day as the address has it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def operators(question: Question) -> list[str]:
    """List what a question can be asked."""
    if question.type in CHOICES:
        return ["is", "not", "any", "none"]
    if question.type in NUMBERS or question.type in DAYS:
        return ["is", "least", "most", "below", "any", "none"]
    return ["has", "any", "none"]


def _charted(definition: FormDefinition) -> list[Question]:
    return [q for q in questions.asked(definition) if q.type != "note"]


def _parts(
    definition: FormDefinition, reading: Reader
) -> list[tuple[str, list[tuple[str, str]]]]:
    wanted = {q.name for q in _charted(definition)}
    return [
        (heading, [(name, label) for name, label, _rows in named if name in wanted])
        for heading, named in reading.questions()
        if any(name in wanted for name, *_more in named)
    ]
