"""Answers to questions with several choices."""

import math
from typing import Any

from forms.xpath.library.function import Function
from forms.xpath.values import Value, number, text


def _selected(_: Any, answer: Value, choice: Value) -> bool:
    return text(choice).strip() in text(answer).split()


def _count_selected(_: Any, answer: Value) -> float:
    return float(len(text(answer).split()))


def _selected_at(_: Any, answer: Value, index: Value) -> str:
    chosen, at = text(answer).split(), number(index)
    if math.isnan(at) or not 0 <= at < len(chosen):
        return ""
    return chosen[int(at)]


FUNCTIONS = {
    "selected": Function(_selected, 2, 2),
    "count-selected": Function(_count_selected, 1, 1),
    "selected-at": Function(_selected_at, 2, 2),
}
