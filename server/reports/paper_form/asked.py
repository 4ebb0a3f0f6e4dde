"""What stands on a form's paper, from top to bottom; nothing of how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.checks import UNASKED
from forms.definition import FormDefinition, Labels, Node, Question, Section
from forms.lists import labels
from server.reports.paper_form.answering import Room, room
from server.reports.paper_form.conditions import UNSAID, Conditions

#: As many rows of a repeat are printed where the form does not say how many.
ROWS, MOST_ROWS = 5, 20
FILLED_IN = re.compile(r"\$\{([^}]+)\}")
BLANK, AT_END = "＿＿＿", re.compile("＿＿＿$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A group, or one row of a repeat."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What is only to be read."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the room for its answer."""

    number: str
    label: str
    hints: tuple[str, ...]
    required: str
    when: str
    room: Room


Block = Heading | Note | Asked


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One version of a form, on paper."""

    title: str
    form_id: str
    version: str
    blocks: tuple[Block, ...]


def paper_form(definition: FormDefinition, files: Mapping[str, bytes]) -> PaperForm:
    """Lay out what a form asks; `files` are the lists that come with it."""
    numbers = {
        question.name: str(number)
        for number, question in enumerate(_written(definition.tree), start=1)
    }
    listed = {name: labels(content) for name, content in files.items()}
    sheet = _Sheet(definition, files, Conditions(definition, numbers, listed))
    blocks = tuple(sheet.inside(definition.tree))
    return PaperForm(definition.title, definition.form_id, definition.version, blocks)


def _written(node: Node) -> Iterator[Question]:
    """Go through the questions that somebody writes an answer to."""
    if isinstance(node.part, Question) and _is_written(node.part):
        yield node.part
    for each in node.children:
        yield from _written(each)


def _is_written(question: Question) -> bool:
    later = question.first_slot not in (None, question.name)
    computed = question.calculation is not None or question.readonly == "true()"
    asked = bool(question.label or question.choices) and not computed
    return asked and not later and question.type not in UNASKED


@dataclass(frozen=True, slots=True)
class _Sheet:
    definition: FormDefinition
    files: Mapping[str, bytes]
    conditions: Conditions
    #: Conditions of sections that have no heading of their own.
    above: str = field(default="")

    def inside(self, node: Node) -> Iterator[Block]:
        """Go through what stands in a section."""
        for each in node.children:
            yield from self._block(each)

    def _block(self, node: Node) -> Iterator[Block]:
        match node.part:
            case Question() as question:
                yield from self._question(question)
            case Section(kind="repeat") as section:
                yield from self._rows(node, section)
            case Section() as section:
                yield from self._group(node, section)
            case None:
                yield from self.inside(node)

    def _group(self, node: Node, section: Section) -> Iterator[Block]:
        when = self.conditions.said(section.relevant)
        label = self._text(section.label)
        if label and not self._says_it_again(node, label):
            inside = list(self.inside(node))
            yield from (Heading(label, when), *inside) if inside else ()
            return
        above = "；".join(filter(None, (self.above, when)))
        yield from _Sheet(self.definition, self.files, self.conditions, above).inside(
            node
        )

    def _says_it_again(self, node: Node, label: str) -> bool:
        """Tell whether a group holds one question of the same name: its photos."""
        questions = list(_written(node))
        return len(questions) == 1 and self._text(questions[0].label) == label

    def _rows(self, node: Node, section: Section) -> Iterator[Block]:
        label, count = self._text(section.label), self._count(section)
        when = self.conditions.said(section.relevant)
        inside = list(self.inside(node))
        for place in range(1, count + 1):
            told = f"{label}（第 {place} 项，共印 {count} 项）".lstrip()
            yield from (Heading(told, when), *inside)

    def _count(self, section: Section) -> int:
        """Read how many rows a form fixes, itself or by a calculation."""
        written = (section.count or "").strip()
        name = written.rpartition("/")[2]
        if self.definition.has_question(name):
            written = (self.definition.question(name).calculation or "").strip()
        return min(int(written), MOST_ROWS) if written.isdecimal() else ROWS

    def _question(self, question: Question) -> Iterator[Block]:
        own = self.conditions.said(question.relevant)
        when = "；".join(filter(None, (self.above, own)))
        if question.type == "note":
            yield Note(self._text(question.label), "" if when == UNSAID else when)
        elif _is_written(question):
            yield self._asked(question, when)

    def _asked(self, question: Question, when: str) -> Asked:
        hint = self._text(question.hint)
        limit = self._text(question.constraint_message)
        return Asked(
            number=self.conditions.numbers[question.name],
            label=self._text(question.label) or question.name,
            hints=tuple(filter(None, (hint, limit if limit != hint else ""))),
            required=_required(question),
            when=when,
            room=room(self.definition, question, self.files),
        )

    def _text(self, labels: Labels) -> str:
        """Write a text with blanks where the phone fills something in."""
        told = FILLED_IN.sub(self._filled, self.definition.label(labels))
        return AT_END.sub(BLANK * 5, told)

    def _filled(self, found: re.Match[str]) -> str:
        number = self.conditions.numbers.get(found[1])
        return f"（第 {number} 题）" if number else BLANK


def _required(question: Question) -> str:
    """Mark what has to be answered; nothing for what may stay open."""
    written = (question.required or "").strip()
    return "*" if written and written not in {"false()", "no"} else ""
