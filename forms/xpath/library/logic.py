"""Truth and choice."""

from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.values import Value, node_text, number, text, truth


def _chosen(_: Any, condition: Value, then: Value, otherwise: Value) -> Value:
    return then if truth(condition) else otherwise


def _first_answered(_: Any, *values: Value) -> str:
    return next((told for told in map(text, values) if told), "")


def _boolean_from_string(_: Any, value: Value) -> bool:
    return text(value).strip().lower() in {"true", "1"}


def _checklist(_: Any, least: Value, most: Value, *factors: Value) -> bool:
    count = sum(1 for factor in factors for each in _each(factor) if truth(each))
    low, high = number(least), number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _weighted_checklist(_: Any, least: Value, most: Value, *pairs: Value) -> bool:
    """Add up the weights of what is true; two node-sets go hand in hand."""
    flags = [each for flag in pairs[::2] for each in _each(flag)]
    weights = [each for weight in pairs[1::2] for each in _each(weight)]
    if len(flags) != len(weights):
        return False
    weight = sum(number(w) for f, w in zip(flags, weights, strict=True) if truth(f))
    low, high = number(least), number(most)
    return (low < 0 or weight >= low) and (high < 0 or weight <= high)


def _each(value: Value) -> list[Value]:
    return [node_text(node) for node in value] if isinstance(value, list) else [value]


FUNCTIONS = {
    "depend": Function(lambda _, first, *_others: first, 1, MANY),
    "true": Function(lambda _: True, 0, 0),
    "false": Function(lambda _: False, 0, 0),
    "not": Function(lambda _, value: not truth(value), 1, 1),
    "boolean": Function(lambda _, value: truth(value), 1, 1),
    "boolean-from-string": Function(_boolean_from_string, 1, 1),
    "if": Function(_chosen, 3, 3),
    "coalesce": Function(_first_answered, 2, MANY),
    "checklist": Function(_checklist, 3, MANY),
    "weighted-checklist": Function(_weighted_checklist, 4, MANY),
}
