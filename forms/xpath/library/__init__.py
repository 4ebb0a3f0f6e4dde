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

#: What the writer makes of operators and of paths that are hard on libxml2.
OPERATORS: Mapping[str, Function] = {**operators.OPERATORS, **nodes.WRITERS}

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

CLOCK = frozenset({"today", "now"})
RANDOM = frozenset({"random", "uuid", "randomize"})
"""Functions that give another answer each time."""
