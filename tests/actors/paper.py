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

ENTITY = "entity"
#: An answer in place of which nothing is sent: the question was not asked.
LEFT_OUT = object()
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
    """Fill a form; answers go by question name, a repeat is a list of answers.

    What the form says of entities stands under `entity`: the attributes of the block.
    """
    given = _with_keys(definition, answers)
    instance_id = f"uuid:{uuid.uuid4()}"
    times = {"start": finished_at.isoformat(), "end": finished_at.isoformat()}
    body = "".join(_children(definition, definition.tree, {**times, **given}))
    meta = f"<orx:instanceID>{instance_id}</orx:instanceID>"
    meta += _entity(definition, (definition.root,), given)
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
        elif name == ENTITY:
            found[name] = {"id": str(uuid.uuid4()), **value}
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
        if each.name == "meta" or given.get(each.name) is LEFT_OUT:
            continue
        if isinstance(each.part, Question):
            yield _element(each.name, _written(given.get(each.name)))
        elif each.part is not None and each.part.kind == "repeat":
            for row in given.get(each.name, ()):
                block = _entity(definition, each.part.path, row)
                meta = f"<meta>{block}</meta>" if block else ""
                yield _element(each.name, _inside(definition, each, row) + meta)
        else:
            yield _element(each.name, _inside(definition, each, given))


def _inside(definition: FormDefinition, node: Node, given: Answers) -> str:
    return "".join(_children(definition, node, given))


def _entity(definition: FormDefinition, path: tuple[str, ...], given: Answers) -> str:
    """Write the block of the form, or of a row, where the form declares one."""
    declared = next((one for one in definition.entities if one.path == path), None)
    if declared is None or ENTITY not in given:
        return ""
    told = {**given[ENTITY]}
    label = told.pop("label", None)
    acts = {"create": declared.creates, "update": declared.updates}
    does = {act: "1" for act, may in acts.items() if may}
    attributes = {"dataset": declared.list_name, **does, **told}
    written = "".join(f" {name}={quoteattr(str(v))}" for name, v in attributes.items())
    inner = "" if label is None else _element("label", escape(label))
    return f"<entity{written}>{inner}</entity>"


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
