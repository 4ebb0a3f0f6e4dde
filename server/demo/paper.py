"""A filled form as the XML that a phone sends."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from forms.definition import FormDefinition, Node, Question
from forms.rows import ROW_KEY

ORX = "http://openrosa.org/xforms"


def written(
    definition: FormDefinition, instance_id: str, answers: Mapping[str, Any]
) -> bytes:
    """Write answers by question name, a repeat being a list of answers."""
    body = "".join(_children(definition.tree, answers, instance_id))
    root = definition.root
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns:orx="{ORX}"'
        f" id={quoteattr(definition.form_id)} version={quoteattr(definition.version)}>"
        f"{body}<orx:meta><orx:instanceID>{instance_id}</orx:instanceID></orx:meta>"
        f"</{root}>"
    ).encode()


def _children(node: Node, answers: Mapping[str, Any], key: str) -> Iterator[str]:
    for each in node.children:
        if each.name == "meta":
            continue
        if isinstance(each.part, Question):
            yield _element(each.name, _text(answers.get(each.name)))
        elif each.part is not None and each.part.kind == "repeat":
            yield from _rows(each, answers.get(each.name, ()), f"{key}/{each.name}")
        else:
            yield _element(each.name, "".join(_children(each, answers, key)))


def _rows(node: Node, rows: Any, key: str) -> Iterator[str]:
    """Write the rows of a repeat, each with a key of its own that lasts."""
    for number, row in enumerate(rows, start=1):
        own = f"{key}[{number}]"
        answers = {ROW_KEY: str(uuid.uuid5(uuid.NAMESPACE_URL, own)), **row}
        yield _element(node.name, "".join(_children(node, answers, own)))


def _element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _text(value: Any) -> str:
    return "" if value is None else escape(str(value))
