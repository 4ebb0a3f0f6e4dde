"""A form as its readers see it: questions, repeats and groups, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from forms.lists import ItemList

FILE_TYPES = frozenset({"image", "audio", "video", "file"})

Labels = Mapping[str, str]
"""Text by language; a text in no language stands under the empty key."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick."""

    value: str
    label: Labels


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form, asked or computed."""

    name: str
    path: tuple[str, ...]
    type: str
    label: Labels = field(default_factory=dict)
    hint: Labels = field(default_factory=dict)
    repeat: str | None = None
    group: str | None = None
    choices: tuple[Choice, ...] = ()
    list_file: str | None = None
    #: Where the choices stand, with their filter if there is one, and which column
    #: of a list's rows is the answer.
    itemset: str | None = None
    choice_value: str = "name"
    choice_label: str = "label"
    required: str | None = None
    required_message: Labels = field(default_factory=dict)
    relevant: str | None = None
    constraint: str | None = None
    constraint_message: Labels = field(default_factory=dict)
    calculation: str | None = None
    readonly: str | None = None
    appearance: str = ""
    preload: str | None = None
    #: What stands there before anybody answers: a value or an expression.
    default: str = ""
    #: What the control and the bind say besides, as `max-pixels=1600`.
    parameters: tuple[str, ...] = ()
    #: The property of an entity that the answer becomes.
    save_to: str = ""
    max_photos: int = 1
    first_slot: str | None = None

    @property
    def is_file(self) -> bool:
        """Tell whether the answer is the name of a file."""
        return self.type in FILE_TYPES


@dataclass(frozen=True, slots=True)
class Section:
    """A group or a repeat; `repeat` is the repeat that it stands in."""

    name: str
    path: tuple[str, ...]
    kind: Literal["group", "repeat"]
    label: Labels = field(default_factory=dict)
    repeat: str | None = None
    relevant: str | None = None
    appearance: str = ""
    #: How many rows a repeat has, where the form says so.
    count: str | None = None


@dataclass(frozen=True, slots=True)
class EntityDeclaration:
    """What a form makes of its answers: entities of a list, by the ODK specification.

    `path` is the form's root, or the group or repeat whose meta declares it.
    """

    list_name: str
    path: tuple[str, ...]
    creates: bool
    updates: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the form's main instance."""

    name: str
    part: Question | Section | None
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, eq=False)
class FormDefinition:
    """One version of a form. Two definitions are equal only if they are the same."""

    form_id: str
    version: str
    title: str
    tree: Node
    questions: tuple[Question, ...]
    groups: tuple[Section, ...]
    repeats: tuple[Section, ...]
    languages: tuple[str, ...]
    default_language: str
    list_files: Mapping[str, str]
    lists: Mapping[str, ItemList] = field(default_factory=dict)
    texts: Mapping[str, Labels] = field(default_factory=dict)
    entities: tuple[EntityDeclaration, ...] = ()

    @property
    def root(self) -> str:
        """The name of the root element of a submission."""
        return self.tree.name

    @cached_property
    def file_questions(self) -> tuple[Question, ...]:
        """The questions that are answered with a file, every photo slot by itself."""
        return tuple(q for q in self.questions if q.is_file)

    def question(self, name: str) -> Question:
        """Find the first question of this name, or raise KeyError."""
        return self._first[name]

    def has_question(self, name: str) -> bool:
        """Tell whether any question has this name."""
        return name in self._first

    def repeat(self, name: str) -> Section:
        """Find a repeat by name, or raise KeyError."""
        return self._repeats[name]

    def repeat_at(self, part: Question | Section) -> Section:
        """Find the innermost repeat that a part stands in, or raise KeyError."""
        above = (s for s in self.repeats if s.name == part.repeat)
        inside = [s for s in above if part.path[: len(s.path)] == s.path]
        if not inside:
            raise KeyError(part.repeat)
        return max(inside, key=lambda section: len(section.path))

    def saved_by(self, declaration: EntityDeclaration) -> tuple[Question, ...]:
        """List the questions whose answers become properties of an entity.

        A question saves to the innermost declaration that it stands under.
        """
        return tuple(
            question
            for question in self.questions
            if question.save_to and self._saver(question) == declaration.path
        )

    def _saver(self, question: Question) -> tuple[str, ...] | None:
        above = (one.path for one in self.entities)
        inside = [path for path in above if question.path[: len(path)] == path]
        return max(inside, key=len, default=None)

    def photo_slots(self, name: str) -> tuple[str, ...]:
        """List the questions that hold the photos of one: shot, shot_2, shot_3."""
        later = (q.name for q in self.questions if q.first_slot == name)
        return (name, *later)

    def label(self, labels: Labels, language: str | None = None) -> str:
        """Pick the text in a language, named or by code, else in the form's own."""
        wanted = [k for k in labels if k == language or f"({language})" in k]
        for key in (*wanted, self.default_language, "", *labels):
            if key in labels:
                return labels[key]
        return ""

    def label_of_choice(
        self, question_name: str, value: str, language: str | None = None
    ) -> str:
        """Say a chosen value in words; the value itself where no label is known."""
        for choice in self.question(question_name).choices:
            if choice.value == value:
                return self.label(choice.label, language) or value
        return value

    @cached_property
    def _first(self) -> dict[str, Question]:
        return {q.name: q for q in reversed(self.questions)}

    @cached_property
    def _repeats(self) -> dict[str, Section]:
        return {s.name: s for s in reversed(self.repeats)}
