"""Rows and nodes."""

import math
from collections.abc import Iterable
from typing import Any

from forms.xpath.library.function import Function
from forms.xpath.values import Value, node_text, number, text

MOST_LEVELS = 3


def _count(_: Any, nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def _count_non_empty(_: Any, nodes: Value) -> float:
    return float(sum(1 for node in nodes if node_text(node)))


def place(node: Any) -> int:
    """Count which one of its like a node is, from 1."""
    return 1 + sum(1 for _ in node.itersiblings(node.tag, preceding=True))


def _position(_: Any, nodes: Value) -> float:
    return float(place(nodes[0])) if isinstance(nodes, list) and nodes else 0.0


def _indexed_repeat(_: Any, nodes: Value, *levels: Value) -> Value:
    """Keep the nodes that lie in the rows so numbered."""
    wanted = [
        (repeat[0].tag, max(1, int(number(at))))
        for repeat, at in zip(levels[::2], levels[1::2], strict=False)
        if isinstance(repeat, list) and repeat and not math.isnan(number(at))
    ]
    return [node for node in nodes if _lies_in(node, wanted)]


def _lies_in(node: Any, wanted: Iterable[tuple[str, int]]) -> bool:
    above = {ancestor.tag: ancestor for ancestor in node.iterancestors()}
    return all(tag in above and place(above[tag]) == at for tag, at in wanted)


def _once(context: Any, value: Value) -> str:
    """Keep what is already answered, else take the value."""
    return text([context.context_node]) or text(value)


def _parameter(_: Any, setting: Value, default: Value = "") -> Value:
    return default if setting == "" else setting


FUNCTIONS = {
    "count": Function(_count, 1, 1),
    "count-non-empty": Function(_count_non_empty, 1, 1),
    "position": Function(_position, 1, 1),
    "indexed-repeat": Function(_indexed_repeat, 3, 1 + 2 * MOST_LEVELS),
    "once": Function(_once, 1, 1),
    "param": Function(_parameter, 1, 2),
}
