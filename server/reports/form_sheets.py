"""The sheets of one form, whichever version was filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, undefer

from forms.definition import FormDefinition, Question, Section
from forms.instance import answers as read_answers
from forms.instance import parse
from forms.lists import labels
from forms.rows import ROW_KEY
from server.actions import entity_lists, forms, lists_in_force
from server.models import (
    Campaign,
    Entity,
    Form,
    FormVersion,
    Submission,
    SubmissionState,
)
from server.reports.answers import Lists, Words, asked, cells, columns
from server.reports.cells import Value, local
from server.reports.headings import FIXED, ROW_FIXED, apart
from server.reports.names import Names
from server.reports.sheet import HEAD_ROWS, Column, Kind, Link, Row, Sheet

AT_ONCE = 200
FIRST_ROW = HEAD_ROWS + 1
STATES = {
    SubmissionState.PARTIAL: "照片未齐",
    SubmissionState.COMPLETE: "待审核",
    SubmissionState.ACCEPTED: "已采纳",
    SubmissionState.RETURNED: "已退回",
    SubmissionState.SUPERSEDED: "已被替换",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a repeat, and the row of the outer repeat that it stands in."""

    level: Mapping[str, Any]
    outer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a sheet, in the newest version that asks each, as columns."""

    questions: tuple[Question, ...]
    columns: tuple[Column, ...]


class FormSheets:
    """Describes a sheet for the form itself and one for each repeat."""

    def __init__(
        self,
        session: Session,
        campaign: Campaign,
        form: Form,
        words: Words,
        entries: Select[Entity],
    ) -> None:
        versions = session.scalars(FormVersion.of(form.id)).all()
        self._session = session
        self._form = form
        self._media = {name for version in versions for name in version.media_names}
        self._entries = entries
        self._words = words
        self._versions = {version.id: version.version for version in versions}
        self._definitions = {v.id: forms.definition(v) for v in versions}
        self._names = Names(session, campaign)
        self._lists = Lists(self._names.region, self._list_files())
        self._repeats = self._all_repeats()
        #: Where each submission stands in the main sheet, once that is written.
        self._rows: dict[int, int] = {}

    def wanted_names(self) -> list[str]:
        """Say what the sheets would like to be called."""
        own = self._form.title
        return [own, *(f"{own}·{self._label(name)}" for name in self._repeats)]

    def sheets(
        self, selection: Select[Submission], names: list[str], told: str
    ) -> list[Sheet]:
        """Describe the sheets, taking their names off the list.

        The main sheet must be written first: the others lead back to its rows.
        """
        main = names.pop(0)
        below = {name: names.pop(0) for name in self._repeats}
        chosen = self._mine(selection)
        rest = [self._below(chosen, one, below[one], main, told) for one in below]
        return [self._main(chosen, main, below, told), *rest]

    def _main(
        self,
        chosen: Select[Submission],
        name: str,
        below: Mapping[str, str],
        told: str,
    ) -> Sheet:
        questions = self._asked(None, FIXED)
        counts = (
            Column(f"{self._label(repeat)}（行）", 12, Kind.LINK) for repeat in below
        )
        heads = (*FIXED, *counts, *questions.columns)
        rows = self._main_rows(chosen, questions, below)
        return Sheet(name, self._form.title, told, heads, rows)

    def _below(
        self,
        chosen: Select[Submission],
        repeat: str,
        name: str,
        main: str,
        told: str,
    ) -> Sheet:
        questions = self._asked(repeat, ROW_FIXED)
        title = f"{self._form.title}·{self._label(repeat)}"
        rows = self._repeat_rows(chosen, questions, repeat, main)
        return Sheet(name, title, told, (*ROW_FIXED, *questions.columns), rows)

    def _main_rows(
        self, chosen: Select[Submission], questions: Asked, below: Mapping[str, str]
    ) -> Iterator[Row]:
        firsts = dict.fromkeys(below, FIRST_ROW)
        for number, (submission, told) in enumerate(self._told(chosen)):
            self._rows[submission.id] = FIRST_ROW + number
            links: list[Link | None] = []
            for repeat, sheet in below.items():
                rows = sum(1 for _ in self._found(told, repeat))
                links.append(Link(rows, sheet, firsts[repeat]) if rows else None)
                firsts[repeat] += rows
            fixed = self._fixed(number + 1, submission)
            answers = self._cells(submission, questions, told)
            yield Row((*fixed, *links, *answers))

    def _repeat_rows(
        self, chosen: Select[Submission], questions: Asked, repeat: str, main: str
    ) -> Iterator[Row]:
        for submission, told in self._told(chosen):
            row = self._rows.get(submission.id, 1)
            home = Link(submission.instance_id, main, row)
            whose = (self._names.team(submission.team_id), submission.site_name)
            for position, found in zip(count(1), self._found(told, repeat)):
                keys = (found.level.get(ROW_KEY), found.outer)
                answers = self._cells(submission, questions, found.level)
                yield Row((home, position, *whose, *keys, *answers))

    def _told(
        self, chosen: Select[Submission]
    ) -> Iterator[tuple[Submission, Mapping[str, Any]]]:
        """Give the submissions with their answers, in order."""
        for part in self._session.scalars(chosen).partitions():
            self._names.learn_places([one.region_code for one in part])
            for submission in part:
                yield submission, self._answers(submission)

    def _answers(self, submission: Submission) -> Mapping[str, Any]:
        """Read the answers; while photos are missing, from the XML itself."""
        if submission.answers is not None:
            return submission.answers
        definition = self._definitions[submission.form_version_id]
        return read_answers(definition, parse(submission.xml))

    def _cells(
        self, submission: Submission, questions: Asked, level: Mapping[str, Any]
    ) -> tuple[Value, ...]:
        definition = self._definitions[submission.form_version_id]
        return tuple(
            cell
            for question in questions.questions
            for cell in cells(definition, question, level, self._words, self._lists)
        )

    def _fixed(self, number: int, submission: Submission) -> tuple[Value, ...]:
        return (
            number,
            submission.instance_id,
            STATES[SubmissionState(submission.state)],
            self._names.team(submission.team_id),
            *self._names.places(submission.region_code),
            submission.region_code,
            submission.site_name,
            self._versions[submission.form_version_id],
            local(submission.finished_at),
            local(submission.received_at),
        )

    def _found(self, told: Mapping[str, Any], repeat: str) -> Iterator[Found]:
        """Find the rows of a repeat, through the repeats that it stands in."""
        levels = [Found(told, "")]
        for name in self._repeats[repeat]:
            levels = [
                Found(row, str(level.level.get(ROW_KEY) or ""))
                for level in levels
                for row in level.level.get(name) or ()
            ]
        yield from levels

    def _asked(self, repeat: str | None, fixed: tuple[Column, ...]) -> Asked:
        """Collect the questions of all versions, the newest first."""
        chosen: dict[str, tuple[FormDefinition, Question]] = {}
        for definition in self._definitions.values():
            for question in asked(definition, repeat):
                chosen.setdefault(question.name, (definition, question))
        heads = (
            (question.name, column)
            for definition, question in chosen.values()
            for column in columns(definition, question, self._words)
        )
        questions = tuple(question for _, question in chosen.values())
        return Asked(questions, tuple(apart(heads, fixed)))

    def _all_repeats(self) -> dict[str, tuple[str, ...]]:
        """Name the repeats of all versions, each with those it stands in."""
        found: dict[str, tuple[str, ...]] = {}
        for definition in self._definitions.values():
            for section in definition.repeats:
                found.setdefault(section.name, _chain(definition, section))
        return found

    def _label(self, repeat: str) -> str:
        for definition in self._definitions.values():
            if repeat in (section.name for section in definition.repeats):
                return definition.label(definition.repeat(repeat).label) or repeat
        return repeat

    def _list_files(self) -> dict[str, dict[str, str]]:
        """Read what is and was chosen from in any version; the newest one wins."""
        found: dict[str, dict[str, str]] = {}
        versions, form_id = self._versions, self._form.id
        for file in lists_in_force.ever(self._session, versions, form_id):
            found.setdefault(file.name, {}).update(labels(file.content))
        return found | entity_lists.labels(
            self._session, self._form.campaign_id, self._media, self._entries
        )

    def _mine(self, selection: Select[Submission]) -> Select[Submission]:
        return (
            selection.where(Submission.form_version_id.in_(self._versions))
            .options(undefer(Submission.answers))
            .order_by(Submission.id)
            .execution_options(yield_per=AT_ONCE)
        )


def _chain(definition: FormDefinition, section: Section) -> tuple[str, ...]:
    """List the repeats from the outermost to this one."""
    outer = section.repeat
    above = _chain(definition, definition.repeat(outer)) if outer else ()
    return (*above, section.name)
