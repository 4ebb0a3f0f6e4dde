"""Which step of a clue and of a transfer leads on from where: tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.errors import WrongState
from server.models import ClueOutcome, TransferState
from server.models import ClueState as At

Step = Literal[
    "amend",
    "screen",
    "pass_on",
    "come_back",
    "take",
    "assign",
    "hand_back",
    "check",
    "more_time",
    "conclude",
    "resume",
    "answer",
    "close",
    "transfer",
    "become",
]
Handed = Literal["receive", "refuse", "report"]


@dataclass(frozen=True, slots=True)
class Way:
    """From any of these to that one; None stays where it is."""

    start: tuple[At, ...]
    end: At | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """From any of these to that one, as the other body says."""

    start: tuple[TransferState, ...]
    end: TransferState


WITH_UNITS = (At.ASSIGNED, At.CHECKING)

WAYS: dict[Step, Way] = {
    "amend": Way((At.REGISTERED, At.SCREENED, At.ACCEPTED)),
    "screen": Way((At.REGISTERED,), At.SCREENED),
    "pass_on": Way((At.SCREENED,), At.OUT_OF_SCOPE),
    # Who was to have it would not.
    "come_back": Way((At.OUT_OF_SCOPE,), At.SCREENED),
    "take": Way((At.SCREENED,), At.ACCEPTED),
    "assign": Way((At.ACCEPTED, *WITH_UNITS), At.ASSIGNED),
    "hand_back": Way((At.ASSIGNED,), At.ACCEPTED),
    "check": Way((At.ASSIGNED,), At.CHECKING),
    "more_time": Way(WITH_UNITS),
    "conclude": Way((At.CHECKING,), At.CONCLUDED),
    "resume": Way((At.CONCLUDED,), At.CHECKING),
    "answer": Way((At.CONCLUDED,), At.ANSWERED),
    "close": Way((At.ANSWERED,), At.CLOSED),
    "transfer": Way((At.ACCEPTED, *WITH_UNITS, At.CONCLUDED)),
    "become": Way((At.CONCLUDED, At.ANSWERED)),
}
HANDS: dict[Handed, Hand] = {
    "receive": Hand((TransferState.SENT,), TransferState.RECEIVED),
    "refuse": Hand((TransferState.SENT,), TransferState.REFUSED),
    "report": Hand((TransferState.RECEIVED,), TransferState.ANSWERED),
}
#: What only some outcomes lead to.
OUTCOMES: Mapping[Step, tuple[ClueOutcome, ...]] = {
    "resume": (ClueOutcome.HELD,),
    "answer": tuple(one for one in ClueOutcome if one != ClueOutcome.HELD),
    "become": (ClueOutcome.SUBSTANTIATED, ClueOutcome.PARTLY),
}


def after(state: str, outcome: str, step: Step) -> At:
    """Say where a step leads; raises WrongState."""
    if not leads_on(state, outcome, step):
        raise WrongState("clue_order", status=state, step=step)
    return WAYS[step].end or At(state)


def leads_on(state: str, outcome: str, step: Step) -> bool:
    """Say whether a step is one of those that lead on from where a clue stands."""
    wanted = OUTCOMES.get(step)
    return state in WAYS[step].start and (wanted is None or outcome in wanted)


def handed(state: str, step: Handed) -> TransferState:
    """Say where a transfer goes by what the other body says; raises WrongState."""
    way = HANDS[step]
    if state not in way.start:
        raise WrongState("clue_transfer_order", status=state, step=step)
    return way.end
