"""Answers taken apart: one row for every value that was chosen or written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.definition import FormDefinition, Question
from forms.rows import ROW_KEY

#: Told by the phone or shown by the form; nobody answered it.
UNASKED = frozenset(
    {"note", "trigger", "start", "end", "deviceid", "username", "phonenumber"}
    | {"email", "audit", "hidden", "group", "repeat"}
)
NUMBERS = frozenset({"integer", "decimal", "range", "calculate"})
DAYS = frozenset({"date", "today", "dateTime"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value of one question in one row."""

    question: str
    repeat_uuid: str
    value: str
    number: float | None = None
    day: date | None = None
    lat: float | None = None
    lon: float | None = None


def is_kept(question: Question) -> bool:
    """Tell whether answers to a question are taken apart: files are not."""
    return question.type not in UNASKED and not question.is_file


def chosen(definition: FormDefinition, answers: Mapping[str, Any]) -> Iterator[Chosen]:
    """Take the answers of a submission apart, in the order in which they stand."""
    kept = {q.name: q for q in reversed(definition.questions) if is_kept(q)}
    yield from _level(kept, answers, "")


def _level(
    kept: Mapping[str, Question], level: Mapping[str, Any], row: str
) -> Iterator[Chosen]:
    for name, value in level.items():
        question = kept.get(name)
        if question is not None and name != ROW_KEY:
            yield from _values(question, value, row)
        elif isinstance(value, list):
            for below in value:
                if isinstance(below, Mapping):
                    yield from _level(kept, below, str(below.get(ROW_KEY) or ""))


def _values(question: Question, value: Any, row: str) -> Iterator[Chosen]:
    if value is None or value == "":
        return
    if isinstance(value, list):
        for one in value:
            yield Chosen(question.name, row, str(one))
    elif isinstance(value, Mapping):
        yield Chosen(question.name, row, "", lat=value["lat"], lon=value["lon"])
    else:
        yield _value(question, value, row)


def _value(question: Question, value: Any, row: str) -> Chosen:
    text = str(value)
    if question.type in DAYS:
        return Chosen(question.name, row, text, day=date.fromisoformat(text[:10]))
    number = _number(value) if question.type in NUMBERS else None
    return Chosen(question.name, row, text, number)


def _number(value: Any) -> float | None:
    """Read a number; what a form computed is kept as text."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) <= 1e15 else None
