"""The form's model with a submission's answers in it; what is absent is empty.

Expressions are asked here, never of the submission itself: a question that was
not relevant is missing from the answers but not from the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from forms.definition import FormDefinition, Node, Question, Section
from forms.rows import Row, by_name, rows_of


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A filled model: plain names, every question of the form in its place."""

    root: Any
    rows: Mapping[str, tuple[Row, ...]]


def fill(definition: FormDefinition, answered: Any) -> Filled:
    """Place the answers under a submission's root in a fresh copy of the model."""
    root = etree.Element(definition.root)
    placed: dict[Any, Any] = {}
    _place(definition.tree, root, answered, placed)
    rows = {
        repeat: tuple(Row(row.uuid, row.position, placed[row.element]) for row in found)
        for repeat, found in rows_of(definition, answered).items()
    }
    return Filled(root, rows)


def _place(node: Node, parent: Any, answered: Any, placed: dict[Any, Any]) -> None:
    given = {} if answered is None else by_name(answered)
    for each in node.children:
        below = given.get(each.name, [])
        if isinstance(each.part, Question):
            etree.SubElement(parent, each.name).text = below[0].text if below else None
        elif isinstance(each.part, Section) and each.part.kind == "repeat":
            for one in below:
                placed[one] = etree.SubElement(parent, each.name)
                _place(each, placed[one], one, placed)
        else:
            group = etree.SubElement(parent, each.name)
            _place(each, group, below[0] if below else None, placed)
