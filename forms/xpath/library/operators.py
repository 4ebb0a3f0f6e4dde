"""Comparison, arithmetic and logic, the way forms mean them."""

import math
import operator
from collections.abc import Callable
from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.running import spend
from forms.xpath.values import Value, node_text, number, text, truth

Compare = Callable[[Any, Any], bool]


def _equal(compare: Compare) -> Function:
    """Make `=` or `!=`: as truths, as numbers when one is a number, else as texts."""

    def holds(_: Any, left: Value, right: Value) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return compare(truth(left), truth(right))
        if isinstance(left, float) or isinstance(right, float):
            return _any(compare, _numbers(left), _numbers(right))
        return _any(compare, _texts(left), _texts(right))

    return Function(holds, 2, 2)


def _ordered(compare: Compare) -> Function:
    """Make `<` and its like, which compare numbers, days and moments."""

    def holds(_: Any, left: Value, right: Value) -> bool:
        return _any(compare, _numbers(left), _numbers(right))

    return Function(holds, 2, 2)


def _any(compare: Compare, left: list[Any], right: list[Any]) -> bool:
    """Tell whether a comparison holds for any pair, as XPath has it."""
    if len(left) == 1 == len(right):
        return compare(left[0], right[0])
    spend(len(left) * len(right))
    return any(compare(a, b) for a in left for b in right)


def _texts(value: Value) -> list[str]:
    if isinstance(value, list):
        return [node_text(node) for node in value]
    return [text(value)]


def _numbers(value: Value) -> list[float]:
    if isinstance(value, list):
        return [number(node_text(node)) for node in value]
    return [number(value)]


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
    "eq": _equal(operator.eq),
    "ne": _equal(operator.ne),
    "lt": _ordered(operator.lt),
    "le": _ordered(operator.le),
    "gt": _ordered(operator.gt),
    "ge": _ordered(operator.ge),
    "add": _numeric(operator.add),
    "sub": _numeric(operator.sub),
    "mul": _numeric(operator.mul),
    "div": _numeric(_divided),
    "mod": _numeric(_remainder),
    "neg": Function(lambda _, a: -number(a), 1, 1),
}
