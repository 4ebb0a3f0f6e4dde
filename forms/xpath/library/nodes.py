"""Rows and nodes."""

import hashlib
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from forms.xpath.library.function import Function
from forms.xpath.running import around, spend
from forms.xpath.values import Value, node_text, number, subtree, text

MOST_LEVELS = 5
MULTIPLIER = 16_807
MODULUS = 2**31 - 1


def _count(_: Any, nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def _count_non_empty(_: Any, nodes: Value) -> float:
    return float(sum(1 for node in nodes if node_text(node)))


def place(node: Any) -> int:
    """Count which one of its like a node is, from 1."""
    before = sum(1 for _ in node.itersiblings(node.tag, preceding=True))
    spend(before)
    return 1 + before


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


def _joint(context: Any, left: Value, right: Value) -> Value:
    """Unite two node-sets in the order of the document, each node once."""
    chosen = {*left, *right}
    if len(chosen) < 2:
        return list(chosen)
    whole = context.context_node.getroottree().getroot()
    spend(len(chosen) + subtree(whole))
    ordered = [node for node in whole.iter() if node in chosen]
    # Rows of a list lie in a document of their own.
    return ordered if len(ordered) == len(chosen) else [*left, *right]


def _weighed(_: Any, nodes: Value) -> Value:
    """Charge for a way back from many nodes: libxml2 compares each with each."""
    spend(len(nodes) ** 2 // 500)
    return nodes


def _place_of(_: Any, place: Value) -> Value:
    """Charge for `position()` and `last()`, which libxml2 answers itself."""
    return place


def _items(_: Any, name: Value) -> Value:
    return [around.get().form.items(text(name)).element]


def _looked_up(_: Any, name: Value, wanted: Value, key: Value, value: Value) -> str:
    items = around.get().form.items(text(name))
    return items.find(text(wanted), text(key), text(value))


def _name(context: Any, nodes: Value = None) -> str:
    named = [context.context_node] if nodes is None else nodes
    return str(named[0].tag) if named else ""


def _shuffled(_: Any, nodes: Value, seed: Value = None) -> Value:
    """Shuffle inside out; with a seed by Park and Miller's generator, as ODK has it."""
    numbers = _unseeded() if seed is None else _seeded(_seed(seed))
    out: list[Any] = []
    for at, node in enumerate(nodes):
        other = int(next(numbers) * (at + 1))
        out.append(out[other] if other < at else node)
        out[other] = node
    return _in_this_order(out)


def _in_this_order(nodes: Sequence[Any]) -> list[Any]:
    """Copy nodes: libxml2 hands them on in the order of their document."""
    spend(sum(map(subtree, nodes)))
    whole = etree.Element("shuffled")
    whole.extend(deepcopy(node) for node in nodes)
    return list(whole)


def _seed(seed: Value) -> int:
    told = number(seed)
    if math.isfinite(told):
        return int(told)
    written = text(seed)
    if not written or math.isinf(told):
        return 0
    start = hashlib.sha256(written.encode()).digest()[:8]
    return int.from_bytes(start, "big", signed=True)


def _seeded(seed: int) -> Iterator[float]:
    rest = _remainder(seed)
    current = rest if rest > 0 else rest + MODULUS - 1
    while True:
        current = current * MULTIPLIER % MODULUS
        yield (current - 1) / (MODULUS - 1)


def _remainder(seed: int) -> int:
    """Divide as Java and JavaScript do: the rest has the sign of what is divided."""
    rest = abs(seed) % MODULUS
    return rest if seed >= 0 else -rest


def _unseeded() -> Iterator[float]:
    while True:
        yield random.random()  # noqa: S311 - the order of choices is no secret


FUNCTIONS = {
    "count": Function(_count, 1, 1),
    "count-non-empty": Function(_count_non_empty, 1, 1),
    "position": Function(_position, 1, 1),
    "indexed-repeat": Function(_indexed_repeat, 3, 1 + 2 * MOST_LEVELS),
    "once": Function(_once, 1, 1),
    "instance": Function(_items, 1, 1),
    "pulldata": Function(_looked_up, 4, 4),
    "randomize": Function(_shuffled, 1, 2),
    "name": Function(_name, 0, 1),
    "local-name": Function(_name, 0, 1),
    "param": Function(_parameter, 1, 2),
}

#: Not for authors: what the writer puts around paths that libxml2 finds hard.
WRITERS = {
    "union": Function(_joint, 2, 2),
    "weighed": Function(_weighed, 1, 1),
    "place": Function(_place_of, 1, 1),
}
