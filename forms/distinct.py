"""What a form counts once however often it is named: apps, plaques."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from forms.rows import ROW_KEY


@dataclass(frozen=True, slots=True)
class Distinct:
    """A row of the `distinct` sheet: where a form asks for the name of something."""

    kind: str
    each: str
    name: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Named:
    """One place in the answers where something of a kind is named."""

    kind: str
    repeat_uuid: str
    name: str
    issuer: str


def to_json(rows: Sequence[Distinct]) -> list[dict[str, str]]:
    """Write the sheet as JSON-safe values."""
    return [asdict(row) for row in rows]


def from_json(rows: Sequence[Mapping[str, str]]) -> tuple[Distinct, ...]:
    """Read back what `to_json` wrote."""
    return tuple(Distinct(**row) for row in rows)


def named(rows: Sequence[Distinct], answers: Mapping[str, Any]) -> Iterator[Named]:
    """Find what the answers name, row by row; a row without a name names nothing."""
    for row in rows:
        for level in _levels(answers, row.each):
            name = _text(level, row.name)
            if name:
                uuid = str(level.get(ROW_KEY) or "")
                yield Named(row.kind, uuid, name, _text(level, row.issuer))


def _levels(answers: Mapping[str, Any], each: str) -> Iterator[Mapping[str, Any]]:
    """Give the rows of a repeat however deep, with what stands around them."""
    if not each:
        yield answers
        return
    for name, below in answers.items():
        if not isinstance(below, list):
            continue
        for row in below:
            if isinstance(row, Mapping):
                around = {**answers, **row}
                deeper = _levels(row, each)
                yield from [around] if name == each else deeper


def _text(level: Mapping[str, Any], question: str) -> str:
    value = level.get(question) if question else None
    return " ".join(value.split()) if isinstance(value, str) else ""
