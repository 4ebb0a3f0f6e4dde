"""What a form asks of its answers, made ready: every expression compiled once."""

from dataclasses import dataclass
from functools import lru_cache

from forms.definition import FormDefinition, Node, Question, Section
from forms.errors import ExpressionError
from forms.picking import Picking, picking
from forms.rows import ROW_KEY
from forms.xpath.expression import Expression, compile_expression

Part = Question | Section

UNASKED = frozenset({"calculate", "hidden", "note", "start", "end", "today"})
"""Filled by the phone itself: nobody can leave them out or answer them in vain."""


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """What one place of a form asks; `inside` are the places within it.

    `required` is None where nothing is required, and the relevance, the constraint
    and the calculation are None where there is none that can be asked again.
    """

    name: str
    part: Part
    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    calculation: Expression | None
    picking: Picking | None
    inside: tuple["Check", ...]

    @property
    def repeats(self) -> bool:
        """Tell whether there may be many of it."""
        return isinstance(self.part, Section) and self.part.kind == "repeat"


@lru_cache(maxsize=256)
def checks(definition: FormDefinition) -> tuple[Check, ...]:
    """Make ready what a form asks, once for as long as the form is in use."""
    return tuple(check for node in definition.tree.children if (check := _check(node)))


def _check(node: Node) -> Check | None:
    part = node.part
    if part is None or node.name == ROW_KEY:
        return None
    inside = tuple(check for each in node.children if (check := _check(each)))
    return Check(
        name=node.name,
        part=part,
        relevant=_ready(part.relevant, "true()"),
        required=_required(part),
        constraint=_constraint(part),
        calculation=_calculation(part),
        picking=picking(part) if isinstance(part, Question) else None,
        inside=inside,
    )


def _required(part: Part) -> Expression | None:
    if isinstance(part, Section) or part.type in UNASKED or part.calculation:
        return None
    return _ready(part.required, "false()")


def _constraint(part: Part) -> Expression | None:
    return None if isinstance(part, Section) else _ready(part.constraint, "true()")


def _ready(written: str | None, idle: str) -> Expression | None:
    """Compile a condition; None where it says nothing, or what we cannot read."""
    if written is None or written.strip() in {"", idle}:
        return None
    try:
        return compile_expression(written)
    except ExpressionError:
        return None


def _calculation(part: Part) -> Expression | None:
    """Compile a calculation that gives the same when it is asked again."""
    if isinstance(part, Section) or part.preload:
        return None
    compiled = _ready(part.calculation, "")
    return compiled if compiled is not None and compiled.steady else None
