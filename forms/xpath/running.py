"""What a function may know while an expression runs, and how much it may still cost.

libxml2 hands our functions nothing but their arguments, so whoever evaluates an
expression says here what it is evaluated in.
"""

import math
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from forms.errors import ExpressionError
from forms.lists import ItemList

MOST_STEPS = 2_000_000
"""About a second: a call costs 4 steps, a node that is given or walked through 1."""
CALL = 4
LETTERS = 32
"""So many letters of a text that is read, put together or handed on cost a step."""
SECONDS = 5.0
"""What one look at a submission may take of the processor, whatever it counts."""
WORN_OUT = frozenset({"expression_costly", "expression_late"})
"""Why nothing more can be asked of a submission."""


@dataclass(slots=True)
class Budget:
    """What the expressions of one submission may cost together.

    Steps are counted, not seconds: the same answers cost the same on any machine.
    Should the counting miss something, the thread's own processor time ends it; that
    clock stands still while the machine is busy with others.
    """

    left: int = MOST_STEPS
    seconds: float = SECONDS
    _until: float = math.inf

    def spend(self, steps: int) -> None:
        """Take steps off; raises ExpressionError when none, or no time, are left."""
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("expression_costly", limit=MOST_STEPS)
        if time.thread_time() > self._until:
            raise ExpressionError("expression_late", limit=int(self.seconds))

    def begin(self) -> None:
        """Let the time run from the first expression of a look."""
        if self._until == math.inf:
            self._until = time.thread_time() + self.seconds


@dataclass(frozen=True, slots=True)
class Background:
    """What a form knows beside the answers, in its own language."""

    version: str = ""
    lists: Mapping[str, ItemList] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)
    #: Why a list cannot be asked, by the name that expressions use.
    closed: Mapping[str, str] = field(default_factory=dict)

    def items(self, name: str) -> ItemList:
        """Find a list by the name that expressions use; raises ExpressionError."""
        why = self.unknown(name)
        if why:
            raise ExpressionError(why, name=name)
        return self.lists[name]

    def unknown(self, name: str) -> str:
        """Say why a list cannot be asked; nothing when it can."""
        return self.closed.get(name, "" if name in self.lists else "expression_list")


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


def read(letters: int) -> None:
    """Pay for a text by its length; what fits on a line is free."""
    if letters >= LETTERS:
        spend(letters // LETTERS)
