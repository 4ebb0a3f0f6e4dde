"""A form's questions as columns, and answers as their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from forms.answers import RAW
from forms.definition import FormDefinition, Question
from forms.regions import REGION_LIST
from forms.rows import ROW_KEY
from server.db import LOCAL
from server.reports.cells import Value, local
from server.reports.datum import to_gcj02
from server.reports.sheet import Column, Kind, Shown

SILENT = {"note", "trigger", "group", "repeat"}
BETWEEN = "；"
DIGITS = 6
#: Codes are long or begin with a nought; these are neither.
SHORT_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")


class Words(Enum):
    """How chosen answers are written."""

    LABELS = "labels"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Lists:
    """What the values of lists outside of a form are called."""

    #: region code → name
    region: Callable[[str], str]
    #: file → value → label
    files: Mapping[str, Mapping[str, str]]

    def label(self, file: str, value: str) -> str:
        """Say a value of a list in words; the value itself when unknown."""
        if file == REGION_LIST:
            return self.region(value) or value
        return self.files.get(file, {}).get(value) or value


def asked(definition: FormDefinition, repeat: str | None) -> Iterator[Question]:
    """List the questions of the form itself, or of one repeat, that are answered."""
    for question in definition.questions:
        if question.repeat != repeat or question.type in SILENT:
            continue
        if repeat is None or question.name != ROW_KEY:
            yield question


def columns(
    definition: FormDefinition, question: Question, words: Words
) -> tuple[Column, ...]:
    """Give the columns of a question; a place has five, with their datum named."""
    heading = question.name
    if words is Words.LABELS:
        label = definition.label(question.label)
        told = TOLD_BY_PHONES.get(question.type) or PRESETS.get(question.name)
        heading = label or told or heading
    if question.type == "geopoint":
        return tuple(Column(f"{heading} {part}", 13, Kind.NUMBER) for part in PLACE)
    kind, width = KINDS.get(question.type, (Kind.WRAP, 20))
    return (Column(heading, width, kind, shown=_shown(question)),)


def _shown(question: Question) -> Shown:
    """Fold away what nobody was asked, and room for photos that nobody took."""
    if not question.label and question.type in UNASKED:
        return Shown.ASKED
    if question.first_slot not in (None, question.name):
        return Shown.FILLED
    return Shown.ALWAYS


PLACE = ("经度 WGS-84", "纬度 WGS-84", "精度（米）", "经度 GCJ-02", "纬度 GCJ-02")
#: What a phone writes by itself, in words; forms seldom have any for it.
TOLD_BY_PHONES = {
    "start": "开始填写",
    "end": "结束填写",
    "today": "填写日期",
    "deviceid": "设备标识",
    "username": "用户名",
}
#: What the field app fills in by these names when a draft begins.
PRESETS = {"visit_id": "察访编号", "team_code": "组代码"}
UNASKED = {*TOLD_BY_PHONES, "hidden", "calculate", "phonenumber", "email", "audit"}
KINDS: dict[str, tuple[Kind, float]] = {
    "select_one": (Kind.TEXT, 14),
    "integer": (Kind.WHOLE, 10),
    "decimal": (Kind.NUMBER, 12),
    "range": (Kind.NUMBER, 12),
    "calculate": (Kind.NUMBER, 12),
    "date": (Kind.DATE, 12),
    "today": (Kind.DATE, 12),
    "dateTime": (Kind.MOMENT, 20),
    "start": (Kind.MOMENT, 20),
    "end": (Kind.MOMENT, 20),
}


def cells(
    definition: FormDefinition,
    question: Question,
    level: Mapping[str, Any],
    words: Words,
    lists: Lists,
) -> tuple[Value, ...]:
    """Give the cells of a question in a row; what cannot be typed stays text."""
    value = level.get(question.name)
    if question.type == "geopoint":
        return _place(value)
    if value is None:
        return (level.get(RAW, {}).get(question.name),)
    if question.type in READ:
        return (READ[question.type](value),)
    if not isinstance(value, (str, list)):
        return (value,)
    values = value if isinstance(value, list) else [value]
    if words is Words.CODES:
        return (" ".join(values),)
    return (BETWEEN.join(_label(definition, question, one, lists) for one in values),)


def _label(
    definition: FormDefinition, question: Question, value: str, lists: Lists
) -> str:
    if question.list_file:
        return lists.label(question.list_file, value)
    if question.choices and definition.has_question(question.name):
        return definition.label_of_choice(question.name, value)
    return value


def _place(value: Mapping[str, float | None] | None) -> tuple[Value, ...]:
    """Give a place in both systems of coordinates."""
    if not value or value["lon"] is None or value["lat"] is None:
        return (None,) * 5
    east, north = to_gcj02(value["lon"], value["lat"])
    accuracy = value.get("acc")
    moved = round(east, DIGITS), round(north, DIGITS)
    return (value["lon"], value["lat"], accuracy, *moved)


def _computed(text: str) -> Value:
    """Read what a form computed: a short number as one, all else as it stands."""
    if not SHORT_NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return local(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL))


READ: dict[str, Callable[[str], Value]] = {
    "date": date.fromisoformat,
    "today": date.fromisoformat,
    "dateTime": _moment,
    "start": _moment,
    "end": _moment,
    "calculate": _computed,
}
