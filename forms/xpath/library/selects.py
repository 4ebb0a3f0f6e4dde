"""Answers to questions with several choices."""

import math
from typing import Any

from forms.xpath.library.function import Function
from forms.xpath.running import around
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


def _choice_name(context: Any, value: Value, question: Value) -> str:
    """Say a choice in words; the question is a path written as a text."""
    here = [context.context_node, *context.context_node.iterancestors()]
    path = _resolved([node.tag for node in reversed(here)], text(question).strip())
    return around.get().form.choices.get(path, {}).get(text(value), "")


def _resolved(here: list[str], written: str) -> tuple[str, ...]:
    """Walk a path of names from where we are, or from the root."""
    found = [] if written.startswith("/") else list(here)
    for step in written.split("/"):
        if step == "..":
            del found[-1:]
        elif step not in {"", ".", "current()"}:
            found.append(step.rpartition(":")[2])
    return tuple(found)


FUNCTIONS = {
    "selected": Function(_selected, 2, 2),
    "is-selected": Function(_selected, 2, 2),
    "jr:choice-name": Function(_choice_name, 2, 2),
    "count-selected": Function(_count_selected, 1, 1),
    "selected-at": Function(_selected_at, 2, 2),
}
