"""Comparison, arithmetic and logic, the way forms mean them."""

import math
import operator
from collections.abc import Callable
from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.values import Value, node_text, number, text, truth

Compare = Callable[[Any, Any], bool]


def compared(compare: Compare, *, by_text: bool) -> Callable[..., bool]:
    """Make a comparison: it holds if it holds for any node on either side."""

    def holds(_: Any, left: Value, right: Value) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return _of_truths(compare, left, right, by_text=by_text)
        return any(
            _of_one(compare, a, b, by_text=by_text)
            for a in _each(left)
            for b in _each(right)
        )

    return holds


def _of_truths(compare: Compare, left: Value, right: Value, *, by_text: bool) -> bool:
    if by_text:
        return compare(truth(left), truth(right))
    return compare(number(left), number(right))


def _of_one(compare: Compare, left: Value, right: Value, *, by_text: bool) -> bool:
    numeric = isinstance(left, float) or isinstance(right, float) or not by_text
    if numeric:
        return compare(number(left), number(right))
    return compare(text(left), text(right))


def _each(value: Value) -> list[Value]:
    if isinstance(value, list):
        return [node_text(node) for node in value]
    return [float(value) if isinstance(value, int) else value]


def _divided(a: float, b: float) -> float:
    if b:
        return a / b
    if not a or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def _remainder(a: float, b: float) -> float:
    if not b or math.isinf(a):
        return math.nan
    return math.fmod(a, b)


def _numeric(calculate: Callable[[float, float], float]) -> Function:
    return Function(lambda _, a, b: calculate(number(a), number(b)), 2, 2)


OPERATORS = {
    "or": Function(lambda _, *each: any(map(truth, each)), 2, MANY),
    "and": Function(lambda _, *each: all(map(truth, each)), 2, MANY),
    "eq": Function(compared(operator.eq, by_text=True), 2, 2),
    "ne": Function(compared(operator.ne, by_text=True), 2, 2),
    "lt": Function(compared(operator.lt, by_text=False), 2, 2),
    "le": Function(compared(operator.le, by_text=False), 2, 2),
    "gt": Function(compared(operator.gt, by_text=False), 2, 2),
    "ge": Function(compared(operator.ge, by_text=False), 2, 2),
    "add": _numeric(operator.add),
    "sub": _numeric(operator.sub),
    "mul": _numeric(operator.mul),
    "div": _numeric(_divided),
    "mod": _numeric(_remainder),
    "neg": Function(lambda _, a: -number(a), 1, 1),
}
