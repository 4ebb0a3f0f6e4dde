"""Every function and operator that an expression may use, by ODK's name."""

from collections.abc import Mapping

from forms.xpath.library import (
    dates,
    geo,
    logic,
    nodes,
    numbers,
    operators,
    selects,
    strings,
)
from forms.xpath.library.function import Function

OPERATORS: Mapping[str, Function] = operators.OPERATORS

FUNCTIONS: Mapping[str, Function] = {
    **logic.FUNCTIONS,
    **numbers.FUNCTIONS,
    **strings.FUNCTIONS,
    **dates.FUNCTIONS,
    **nodes.FUNCTIONS,
    **selects.FUNCTIONS,
    **geo.FUNCTIONS,
}

AGGREGATES = frozenset(
    {"count", "count-non-empty", "sum", "min", "max", "join", "concat"}
)
"""Functions that look at many rows at once, so that they may name a repeat."""
