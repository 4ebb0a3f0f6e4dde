"""The rows of repeats as they were sent, each with a key that lasts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.definition import FormDefinition, Node, Section
from forms.hardened import elements, local

ROW_KEY = "repeat_uuid"
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a repeat; `position` counts from 1 over the whole form."""

    uuid: str
    position: int
    element: Any


def rows_of(definition: FormDefinition, root: Any) -> Mapping[str, tuple[Row, ...]]:
    """Find the rows of every repeat under a submission's root."""
    found: dict[str, list[Any]] = {section.name: [] for section in definition.repeats}
    if found:
        _gather(definition.tree, root, found)
    return {name: keyed(name, rows) for name, rows in found.items()}


def _gather(node: Node, element: Any, found: dict[str, list[Any]]) -> None:
    children = by_name(element)
    for each in node.children:
        if not isinstance(each.part, Section):
            continue
        below = children.get(each.name, [])
        if each.part.kind == "repeat":
            found[each.name].extend(below)
        for one in below if each.part.kind == "repeat" else below[:1]:
            _gather(each, one, found)


def by_name(parent: Any) -> dict[str, list[Any]]:
    """Sort child elements by their local names."""
    found: dict[str, list[Any]] = {}
    for element in elements(parent):
        found.setdefault(local(element), []).append(element)
    return found


def keyed(repeat: str, found: Sequence[Any]) -> tuple[Row, ...]:
    """Give each row its key: its repeat_uuid, or `repeat[n]` without a good one."""
    return tuple(_keyed(repeat, found))


def _keyed(repeat: str, found: Sequence[Any]) -> Iterator[Row]:
    used: set[str] = set()
    for position, element in enumerate(found, start=1):
        key = _own_key(element)
        if not key or key in used or len(key) > LONGEST_KEY or not key.isprintable():
            key = f"{repeat}[{position}]"
        used.add(key)
        yield Row(key, position, element)


def _own_key(row: Any) -> str:
    for element in elements(row):
        if local(element) == ROW_KEY:
            return (element.text or "").strip()
    return ""
