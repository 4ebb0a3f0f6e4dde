"""The answers of a submission as a person reads them: in the form's own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from forms.definition import FILE_TYPES, FormDefinition, Question, Section
from forms.lists import labels
from server.actions import lists_in_force
from server.console.pages import places
from server.console.shapes import position
from server.models import FormVersion

#: Filled by the phone itself; people look at the visit's own facts instead.
UNASKED = {"note", "start", "end", "today", "deviceid", "trigger", "hidden"}
Given = Mapping[str, Any]
Lists = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and what was answered; files by the names that were given."""

    question: str
    label: str
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat."""

    uuid: str
    position: int
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A group of answers, or a repeat with its rows."""

    name: str
    label: str
    answers: tuple[Answer, ...] = ()
    rows: tuple[Row, ...] = ()
    repeats: bool = False

    def by_row(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Give the answers with the keys of their rows; the block's own have none."""
        yield "", self.answers
        for row in self.rows:
            yield row.uuid, row.answers


@dataclass(frozen=True, slots=True)
class Reader:
    """A form version with the lists its choices come from, in one language."""

    definition: FormDefinition
    lists: Lists
    language: str
    #: Questions, by row, that are shown even without an answer.
    marked: frozenset[tuple[str, str]] = frozenset()

    def blocks(self, given: Given) -> tuple[Block, ...]:
        """Group the answers as the form does; questions without answer are left."""
        found: list[Block] = []
        for section, questions in self._sections():
            block = self._block(section, questions, given)
            if block.answers or block.rows:
                found.append(block)
        return tuple(found)

    def label(self, name: str) -> str:
        """Say a question in words, by name."""
        if not self.definition.has_question(name):
            return name
        asked = self.definition.question(name)
        first = asked.first_slot or name
        labels = self.definition.question(first).label
        return self.definition.label(labels, self.language) or name

    def questions(self) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
        """List what can be written about: by section, (name, label, in a repeat)."""
        for section, questions in self._sections():
            named = [
                (q.name, self.label(q.name), q.repeat is not None) for q in questions
            ]
            yield self._heading(section), named

    def _sections(self) -> Iterator[tuple[Section | None, list[Question]]]:
        """Walk the questions that people are asked, section by section."""
        current: Section | None = None
        held: list[Question] = []
        for question in self.definition.questions:
            if not self._asked(question):
                continue
            section = self._home(question)
            if section is not current and held:
                yield current, held
                held = []
            current = section
            held.append(question)
        if held:
            yield current, held

    def _asked(self, question: Question) -> bool:
        if question.first_slot or question.type in UNASKED:
            return False
        return bool(self.definition.label(question.label, self.language))

    def _home(self, question: Question) -> Section | None:
        """Find the outermost repeat a question is in, else its outermost group."""
        for section in chain(self.definition.repeats, self.definition.groups):
            inside = question.path[: len(section.path)] == section.path
            if inside and (section.kind == "repeat" or self._heading(section)):
                return section
        return None

    def _heading(self, section: Section | None) -> str:
        if section is None:
            return self.definition.title
        said = self.definition.label(section.label, self.language)
        return said or (section.name if section.kind == "repeat" else "")

    def _block(
        self, section: Section | None, questions: list[Question], given: Given
    ) -> Block:
        heading = self._heading(section)
        name = section.name if section else ""
        if section is None or section.kind == "group":
            return Block(name, heading, tuple(self._answers(questions, given)))
        rows = given.get(section.name) or ()
        told = (self._row(i, row, questions) for i, row in enumerate(rows, 1))
        return Block(name, heading, rows=tuple(told), repeats=True)

    def _row(self, place: int, given: Given, questions: list[Question]) -> Row:
        told = tuple(self._answers(questions, given))
        texts = {q.name for q in questions if q.type == "text"}
        title = next((a.text for a in told if a.question in texts), "")
        return Row(str(given.get("repeat_uuid") or ""), place, title, told)

    def _answers(self, questions: Iterable[Question], given: Given) -> Iterator[Answer]:
        row = str(given.get("repeat_uuid") or "")
        for question in questions:
            answer = self._answer(question, given)
            if answer.text or answer.files or (question.name, row) in self.marked:
                yield answer

    def _answer(self, question: Question, given: Given) -> Answer:
        label = self.label(question.name)
        if question.type in FILE_TYPES:
            slots = self.definition.photo_slots(question.name)
            files = tuple(str(given[slot]) for slot in slots if given.get(slot))
            return Answer(question.name, label, "", files)
        raw = (given.get("#text") or {}).get(question.name)
        value = given.get(question.name)
        text = str(raw) if value is None and raw else self._say(question, value)
        return Answer(question.name, label, text)

    def _say(self, question: Question, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, list):
            comma = "、" if self.language == "zh" else ", "
            return comma.join(self._choice(question, str(one)) for one in value)
        if isinstance(value, Mapping):
            acc = value.get("acc")
            return position(value) + (f" ±{acc:.0f} m" if acc else "")
        if question.type.startswith("select"):
            return self._choice(question, str(value))
        return str(value)

    def say_choice(self, question: Question, value: str) -> str:
        """Say a chosen value by its label; other values as they are."""
        if question.type.startswith("select") or question.type == "rank":
            return self._choice(question, value)
        return value

    def _choice(self, question: Question, value: str) -> str:
        if question.list_file:
            return self.lists.get(question.list_file, {}).get(value, value)
        return self.definition.label_of_choice(question.name, value, self.language)


#: What values are called, by list.
Named = Mapping[str, Mapping[str, str]]
NOBODY: Named = {}


def reader(
    session: Session,
    version: FormVersion,
    definition: FormDefinition,
    givens: Sequence[Given],
    language: str,
    entries: Named = NOBODY,
) -> Reader:
    """Prepare to read answers to a version: its lists, and the regions named.

    `entries` says what the entries of entity lists are called, of those that whoever
    reads may see.
    """
    lists = {**_lists(session, version, language), **entries}
    files = {q.list_file for q in definition.questions if q.list_file}
    for name in files - lists.keys():
        lists[name] = places.names(session, _codes(definition, name, givens))
    return Reader(definition, lists, language)


def _lists(
    session: Session, version: FormVersion, language: str
) -> dict[str, Mapping[str, str]]:
    """Read the labels of all that could be chosen, also from a list of before."""
    found: dict[str, dict[str, str]] = {}
    for file in lists_in_force.ever(session, [version.id], version.form_id):
        if file.name.endswith(".csv"):
            found.setdefault(file.name, {}).update(labels(file.content, language))
    return dict(found)


def _codes(definition: FormDefinition, file: str, givens: Sequence[Given]) -> set[str]:
    """Collect what was chosen from a list of regions."""
    asked = [q.name for q in definition.questions if q.list_file == file]
    found: dict[str, set[str]] = defaultdict(set)
    for given in givens:
        for name in asked:
            value = given.get(name)
            if isinstance(value, str):
                found[file].add(value)
    return found[file]
