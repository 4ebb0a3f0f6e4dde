"""Choice filters, asked again: whether a list offers what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from forms.definition import Question
from forms.errors import ExpressionError
from forms.hardened import child
from forms.xpath.expression import Expression, Surroundings, compile_expression
from forms.xpath.parser import parse
from forms.xpath.tree import Call, Expr, Number, Path, Text, everything

PLACES = frozenset({"position", "last", "instance", "randomize"})


@dataclass(frozen=True, slots=True, eq=False)
class Picking:
    """The filter of a question's choices, compiled once.

    `alone` says that each row of the list passes or fails by itself, so that only
    the chosen row need be asked, however long the list is.
    """

    list_name: str
    value: str
    offered: Expression
    alone: bool

    def refused(self, chosen: Iterable[str], node: Any, here: Surroundings) -> str:
        """Name what was chosen though the filter leaves it out.

        Raises ExpressionError.
        """
        return " ".join(one for one in chosen if not self._offers(one, node, here))

    def _offers(self, chosen: str, node: Any, here: Surroundings) -> bool:
        around = self._narrowed(chosen, here) if self.alone else here
        offered = self.offered.value(node, around)
        return any(_cell(row, self.value) == chosen for row in offered)

    def _narrowed(self, chosen: str, here: Surroundings) -> Surroundings:
        """Let expressions see the chosen row alone."""
        known = here.form.items(self.list_name).only(self.value, chosen)
        lists = {**here.form.lists, self.list_name: known}
        return replace(here, form=replace(here.form, lists=lists))


def picking(question: Question) -> Picking | None:
    """Make a question's filter ready; None without one, or one we cannot read."""
    written = question.itemset
    if not written or "[" not in written:
        return None
    try:
        way = _list_path(parse(written))
        return None if way is None else _ready(way, question.choice_value)
    except ExpressionError:
        return None


def choice_filter(itemset: str | None) -> str:
    """Give the condition between a list's brackets; nothing where all is offered."""
    _, opened, rest = (itemset or "").partition("[")
    inside, closed, _ = rest.rpartition("]")
    return " ".join(inside.split()) if opened and closed else ""


def drawn(itemset: str | None) -> tuple[str, ...]:
    """Say that choices are shuffled, and by which seed."""
    written = (itemset or "").strip()
    if not written.startswith("randomize("):
        return ()
    seed = written.removesuffix(")").rpartition(",")[2].strip()
    numbered = seed if "]" not in seed and "/" not in seed else ""
    return ("randomize=true", *([f"seed={numbered}"] if numbered else []))


def _list_path(expr: Expr) -> Path | None:
    match expr:
        case Call("randomize", (shuffled, *_)):
            return _list_path(shuffled)
        case Path(Call("instance", (Text(_),)), _, _):
            return expr
    return None


def _ready(way: Path, value: str) -> Picking | None:
    match way.start:
        case Call("instance", (Text(name),)):
            conditions = [p for step in way.steps for p in step.predicates]
            alone = all(map(_alone, conditions))
            return Picking(name, value, compile_expression(way), alone)
    return None


def _alone(condition: Expr) -> bool:
    """Tell whether a condition looks at its own row and at the answers only."""
    if isinstance(condition, Number):
        return False
    called = {e.name for e in everything(condition) if isinstance(e, Call)}
    return not called & PLACES


def _cell(row: Any, column: str) -> str:
    found = child(row, column)
    return "" if found is None else (found.text or "")
