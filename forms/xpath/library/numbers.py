"""Numbers: rounding, extremes and the usual mathematics."""

import math
import random
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.values import Value, number, texts

MOST_DECIMALS = 30


def _number(context: Any, value: Value = None) -> float:
    return number([context.context_node] if value is None else value)


def _rounded(_: Any, value: Value, decimals: Value = 0.0) -> float:
    """Round halves up, so -2.5 gives -2, as XPath and Collect have it."""
    what, places = number(value), number(decimals)
    if not math.isfinite(what) or math.isnan(places) or abs(places) > MOST_DECIMALS:
        return math.nan if math.isnan(what) or math.isnan(places) else what
    exact = Decimal(repr(what)).scaleb(int(places))
    half = ROUND_HALF_DOWN if what < 0 else ROUND_HALF_UP
    return float(exact.quantize(Decimal(1), half).scaleb(-int(places)))


def _whole(_: Any, value: Value) -> float:
    what = number(value)
    return float(math.trunc(what)) if math.isfinite(what) else what


def _numbers(values: tuple[Value, ...]) -> list[float]:
    """Read the numbers in values and nodes; a blank was not asked, so it is none."""
    written = (one for value in values for one in texts(value))
    return [number(one) for one in written if one.strip()]


def _sum(_: Any, nodes: Value) -> float:
    return math.fsum(_numbers((nodes,)))


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    def found(_: Any, *values: Value) -> float:
        given = _numbers(values)
        return pick(given) if given else math.nan

    return found


def _computed(calculate: Callable[..., float]) -> Callable[..., float]:
    def result(_: Any, *values: Value) -> float:
        try:
            answer = calculate(*map(number, values))
        except (ArithmeticError, ValueError):
            return math.nan
        return float(answer) if not isinstance(answer, complex) else math.nan

    return result


def _floored(value: float) -> float:
    return math.floor(value) if math.isfinite(value) else value


def _raised(value: float) -> float:
    return math.ceil(value) if math.isfinite(value) else value


_ONE: dict[str, Callable[..., float]] = {
    "abs": abs,
    "floor": _floored,
    "ceiling": _raised,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "exp10": lambda x: 10.0**x,
    "log": math.log,
    "log10": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}

FUNCTIONS = {
    **{name: Function(_computed(call), 1, 1) for name, call in _ONE.items()},
    "pow": Function(_computed(lambda a, b: a**b), 2, 2),
    "atan2": Function(_computed(math.atan2), 2, 2),
    "random": Function(lambda _: random.random(), 0, 0),  # noqa: S311 - no secret
    "pi": Function(lambda _: math.pi, 0, 0),
    "number": Function(_number, 0, 1),
    "int": Function(_whole, 1, 1),
    "round": Function(_rounded, 1, 2),
    "sum": Function(_sum, 1, 1),
    "min": Function(_extreme(min), 1, MANY),
    "max": Function(_extreme(max), 1, MANY),
}
