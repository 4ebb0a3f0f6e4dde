"""A filled form as the XML that clients send."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from forms.definition import FormDefinition, Node, Question
from forms.rows import ROW_KEY
from tests.actors.photos import Photo

ORX = "http://openrosa.org/xforms"
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished form: its id, its XML, and the files that it names."""

    form_id: str
    instance_id: str
    xml: bytes
    files: tuple[Photo, ...]
    finished_at: datetime
    answers: Answers = field(hash=False)

    def file(self, name: str) -> Photo:
        return next(file for file in self.files if file.name == name)


def fill(
    definition: FormDefinition,
    answers: Answers,
    finished_at: datetime,
    replaces: str | None = None,
) -> Filled:
    """Fill a form; answers go by question name, a repeat is a list of answers."""
    given = _with_keys(definition, answers)
    instance_id = f"uuid:{uuid.uuid4()}"
    times = {"start": finished_at.isoformat(), "end": finished_at.isoformat()}
    body = "".join(_children(definition, definition.tree, {**times, **given}))
    meta = f"<orx:instanceID>{instance_id}</orx:instanceID>"
    if replaces:
        meta += f"<orx:deprecatedID>{replaces}</orx:deprecatedID>"
    root = definition.root
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns:orx="{ORX}"'
        f" id={quoteattr(definition.form_id)} version={quoteattr(definition.version)}>"
        f"{body}<orx:meta>{meta}</orx:meta></{root}>"
    )
    files = tuple(dict.fromkeys(_files(given)))
    return Filled(
        definition.form_id, instance_id, xml.encode(), files, finished_at, given
    )


def _with_keys(definition: FormDefinition, answers: Answers) -> dict[str, Any]:
    """Spread photos over their places, and give each row the key it keeps."""
    found: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, tuple):
            found.update(zip(definition.photo_slots(name), value, strict=False))
        elif isinstance(value, list):
            found[name] = [
                {ROW_KEY: str(uuid.uuid4()), **_with_keys(definition, row)}
                for row in value
            ]
        else:
            found[name] = value
    return found


def _children(definition: FormDefinition, node: Node, given: Answers) -> Iterator[str]:
    for each in node.children:
        if each.name == "meta":
            continue
        if isinstance(each.part, Question):
            yield _element(each.name, _written(given.get(each.name)))
        elif each.part is not None and each.part.kind == "repeat":
            for row in given.get(each.name, ()):
                yield _element(each.name, _inside(definition, each, row))
        else:
            yield _element(each.name, _inside(definition, each, given))


def _inside(definition: FormDefinition, node: Node, given: Answers) -> str:
    return "".join(_children(definition, node, given))


def _element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _written(value: Any) -> str:
    if value is None:
        return ""
    return escape(value.name if isinstance(value, Photo) else str(value))


def _files(given: Any) -> Iterator[Photo]:
    if isinstance(given, Photo):
        yield given
    elif isinstance(given, Mapping):
        for value in given.values():
            yield from _files(value)
    elif isinstance(given, Sequence) and not isinstance(given, str):
        for row in given:
            yield from _files(row)
