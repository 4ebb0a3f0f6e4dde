"""The questions of a form as people meet them, in one of its languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from forms.definition import FormDefinition, Labels, Question, Section
from forms.wording import Language, in_words

#: Told by the phone or written by a form for itself.
UNASKED = frozenset(
    {"start", "end", "today", "deviceid", "username", "phonenumber", "email"}
    | {"audit", "trigger", "hidden", "calculate", "group", "repeat"}
)
#: As many choices as are shown; the rest is counted.
CHOICES = 24
KINDS: dict[str, LazyString] = {
    "text": _("文字"),
    "integer": _("整数"),
    "decimal": _("数字"),
    "range": _("数值范围"),
    "select_one": _("单选"),
    "select_multiple": _("多选"),
    "rank": _("排序"),
    "date": _("日期"),
    "time": _("时间"),
    "dateTime": _("日期和时间"),
    "geopoint": _("位置"),
    "geotrace": _("路线"),
    "geoshape": _("范围"),
    "image": _("照片"),
    "audio": _("录音"),
    "video": _("录像"),
    "file": _("文件"),
    "barcode": _("扫码"),
    "note": _("说明"),
    "calculate": _("计算"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it will look."""

    name: str
    kind: str
    label: str
    hint: str
    choices: Sequence[str]
    more: int
    list_file: str
    is_needed: bool
    #: When it appears, in words; the expression where it has none.
    when: str
    when_written: str
    #: What its answer must be.
    must: str
    photos: int

    @property
    def kind_said(self) -> LazyString | str:
        """Say what kind of answer it takes."""
        return KINDS.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Part:
    """A group or repeat with its questions; the form's own have no heading."""

    label: str
    repeats: bool
    when: str
    questions: Sequence[Asked]


def parts(definition: FormDefinition, language: Language, pick: str) -> list[Part]:
    """Read the form's parts in order, in the language that is picked."""
    reader = _Reader(definition, language, pick or definition.default_language)
    return list(reader.parts())


def asked(definition: FormDefinition) -> Iterator[Question]:
    """List the questions that people answer, without the further places for photos."""
    for question in definition.questions:
        spoken = question.type not in UNASKED and definition.label(question.label)
        if spoken and not question.first_slot:
            yield question


@dataclass(frozen=True, slots=True)
class _Reader:
    definition: FormDefinition
    #: Of the sentences around, and of the form's own texts.
    language: Language
    pick: str

    def parts(self) -> Iterator[Part]:
        for section, questions in groupby(asked(self.definition), self.section):
            told = [self.question(one) for one in questions]
            if section is None:
                yield Part("", repeats=False, when="", questions=told)
                continue
            label = self.text(section.label) or section.name
            when = in_words(self.definition, section.relevant, self.language)
            yield Part(label, section.kind == "repeat", when, told)

    def section(self, question: Question) -> Section | None:
        """Find the innermost group or repeat that has a heading."""
        d = self.definition
        around = [
            one
            for one in (*d.groups, *d.repeats)
            if question.path[: len(one.path)] == one.path
            and (one.kind == "repeat" or self.text(one.label))
        ]
        return max(around, key=lambda one: len(one.path), default=None)

    def question(self, one: Question) -> Asked:
        labels = [self.text(choice.label) or choice.value for choice in one.choices]
        constraint = in_words(self.definition, one.constraint, self.language, one.name)
        relevant = in_words(self.definition, one.relevant, self.language, one.name)
        return Asked(
            one.name,
            one.type,
            self.text(one.label),
            self.text(one.hint),
            labels[:CHOICES],
            len(labels[CHOICES:]),
            one.list_file or "",
            bool(one.required) and one.required != "false()",
            relevant,
            one.relevant or "",
            self.text(one.constraint_message) or constraint,
            len(self.definition.photo_slots(one.name)) if one.is_file else 0,
        )

    def text(self, labels: Labels) -> str:
        said = self.definition.label(labels, self.pick)
        return " ".join(said.split())
