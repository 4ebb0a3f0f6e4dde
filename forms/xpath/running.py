"""What a function may know while an expression runs, and how much it may still cost.

libxml2 hands our functions nothing but their arguments, so whoever evaluates an
expression says here what it is evaluated in.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from forms.errors import ExpressionError
from forms.lists import ItemList

MOST_STEPS = 2_000_000
"""About a second: a call costs 4 steps, a node that it is given 1."""
CALL = 4


@dataclass(slots=True)
class Budget:
    """What the expressions of one submission may cost together.

    Steps are counted, not seconds: the same answers cost the same on any machine.
    """

    left: int = MOST_STEPS

    def spend(self, steps: int) -> None:
        """Take steps off; raises ExpressionError when none are left."""
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("expression_costly", limit=MOST_STEPS)


@dataclass(frozen=True, slots=True)
class Background:
    """What a form knows beside the answers, in its own language."""

    version: str = ""
    lists: Mapping[str, ItemList] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)

    def items(self, name: str) -> ItemList:
        """Find a list by the name that expressions use; raises ExpressionError."""
        if name not in self.lists:
            raise ExpressionError("expression_list", name=name)
        return self.lists[name]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may know beside the answers.

    `now` is the submission's own finishing time (`dates.now_text`), `settings` are
    the campaign's. One of these serves one submission: they share its budget.
    """

    now: str
    settings: Mapping[str, str | float]
    form: Background = field(default_factory=Background)
    budget: Budget = field(default_factory=Budget)


around: ContextVar[Surroundings] = ContextVar("around")


def spend(steps: int) -> None:
    """Take steps off the budget of what is being evaluated."""
    around.get().budget.spend(steps)
