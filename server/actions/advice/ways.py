"""Which step of a recommendation leads on from where: a table, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.errors import WrongState
from server.models import RecommendationState as At

Step = Literal[
    "approve",
    "deliver",
    "acknowledge",
    "object",
    "plan",
    "report",
    "pass",
    "fail",
    "close",
    "holds",
    "broken",
]


@dataclass(frozen=True, slots=True)
class Way:
    """From any of these to that one, by the office or by the unit."""

    start: tuple[At, ...]
    end: At
    by_unit: bool = False


WAYS: dict[Step, Way] = {
    "approve": Way((At.DRAFTED,), At.APPROVED),
    "deliver": Way((At.APPROVED,), At.DELIVERED),
    "acknowledge": Way((At.DELIVERED,), At.ACKNOWLEDGED, by_unit=True),
    "object": Way((At.DELIVERED,), At.OBJECTED, by_unit=True),
    "plan": Way((At.ACKNOWLEDGED, At.OBJECTED), At.PLAN_FILED, by_unit=True),
    "report": Way((At.PLAN_FILED, At.FAILED), At.REPORTED, by_unit=True),
    "pass": Way((At.REPORTED,), At.PASSED),
    "fail": Way((At.REPORTED,), At.FAILED),
    "close": Way((At.PASSED,), At.CLOSED),
    # The follow-up, half a year later: it holds, or begins anew.
    "holds": Way((At.CLOSED,), At.CLOSED),
    "broken": Way((At.CLOSED,), At.FAILED),
}
#: How a follow-up ends; once it is due, and once only.
LOOKS: tuple[Step, ...] = ("holds", "broken")
#: What the unit sees: nothing before it was delivered.
SHOWN = tuple(at for at in At if at not in (At.DRAFTED, At.APPROVED))


def after(state: str, step: Step) -> At:
    """Say where a step leads from a state; raises WrongState."""
    way = WAYS[step]
    if state not in way.start:
        raise WrongState(status=state, step=step)
    return way.end


def office(state: str) -> list[Step]:
    """List what the office may do from a state."""
    return [
        step for step, way in WAYS.items() if state in way.start and not way.by_unit
    ]


def unit(state: str) -> list[Step]:
    """List what the unit may do from a state."""
    return [step for step, way in WAYS.items() if state in way.start and way.by_unit]
