"""Which step of a notice leads on from where: a table, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.errors import WrongState
from server.models import NoticeState as At

Step = Literal[
    "approve",
    "send_back",
    "issue",
    "withdraw",
    "acknowledge",
    "reply",
    "ask_again",
    "close",
]


@dataclass(frozen=True, slots=True)
class Way:
    """From any of these to that one, by the office or by the unit."""

    start: tuple[At, ...]
    end: At
    by_unit: bool = False


WAYS: dict[Step, Way] = {
    "approve": Way((At.DRAFTED,), At.APPROVED),
    "send_back": Way((At.APPROVED,), At.DRAFTED),
    "issue": Way((At.APPROVED,), At.ISSUED),
    "withdraw": Way((At.DRAFTED, At.APPROVED), At.WITHDRAWN),
    "acknowledge": Way((At.ISSUED,), At.ACKNOWLEDGED, by_unit=True),
    "reply": Way((At.ACKNOWLEDGED,), At.REPLIED, by_unit=True),
    "ask_again": Way((At.REPLIED,), At.ACKNOWLEDGED),
    "close": Way((At.REPLIED,), At.CLOSED),
}


def after(state: str, step: Step) -> At:
    """Say where a step leads from a state; raises WrongState."""
    way = WAYS[step]
    if state not in way.start:
        raise WrongState("notice_order", status=state, step=step)
    return way.end


def office(state: str) -> list[Step]:
    """List what the office may do from a state."""
    return [
        step for step, way in WAYS.items() if state in way.start and not way.by_unit
    ]


def unit(state: str) -> list[Step]:
    """List what the unit may do from a state."""
    return [step for step, way in WAYS.items() if state in way.start and way.by_unit]
