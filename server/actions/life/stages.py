"""Which step leads on from where, and to where: a table, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.errors import WrongState
from server.models import COUNTED, OPEN
from server.models import FindingStatus as At
from server.models.place import LEVELS

Step = Literal[
    "statement",
    "merge",
    "assign",
    "fix_on_spot",
    "acknowledge",
    "dispute",
    "report",
    "pass_level",
    "pass_last_level",
    "fail",
    "fail_unassigned",
    "object",
    "close",
    "reopen",
    "reopen_unassigned",
    "clear",
    "exempt",
    "work",
    "ask_time",
    "answer_time",
    "escalate",
    "refer",
    "reclassify",
    "trace",
]


@dataclass(frozen=True, slots=True)
class Way:
    """From any of these to that one; None stays where it is."""

    start: tuple[At, ...]
    end: At | None = None


UNCONFIRMED = (At.CANDIDATE, At.TEAM_CONFIRMED, At.IN_REVIEW)
UNDER_WAY = (At.CONFIRMED, At.ASSIGNED, At.RECTIFYING, At.REPORTED, At.VERIFYING)
TO_VERIFY = (At.REPORTED, At.VERIFYING)

WAYS: dict[Step, Way] = {
    "statement": Way(UNCONFIRMED),
    "merge": Way((At.IN_REVIEW,), At.MERGED),
    "assign": Way((At.CONFIRMED, At.ASSIGNED), At.ASSIGNED),
    "fix_on_spot": Way((At.CONFIRMED,), At.VERIFYING),
    "acknowledge": Way((At.ASSIGNED,), At.RECTIFYING),
    "dispute": Way((At.ASSIGNED,), At.CONFIRMED),
    "report": Way((At.RECTIFYING,), At.REPORTED),
    "pass_level": Way(TO_VERIFY, At.VERIFYING),
    "pass_last_level": Way(TO_VERIFY, At.PENDING_NOTICE),
    "fail": Way(TO_VERIFY, At.RECTIFYING),
    "fail_unassigned": Way(TO_VERIFY, At.CONFIRMED),
    "object": Way((At.PENDING_NOTICE,), At.VERIFYING),
    "close": Way((At.PENDING_NOTICE,), At.CLOSED),
    "reopen": Way((At.CLOSED,), At.RECTIFYING),
    "reopen_unassigned": Way((At.CLOSED,), At.CONFIRMED),
    "clear": Way(UNDER_WAY, At.CLEARED),
    "exempt": Way(UNDER_WAY, At.EXEMPTED),
    # What a unit does while it works: measures, progress, proofs.
    "work": Way((At.RECTIFYING,)),
    "ask_time": Way((At.RECTIFYING,)),
    "answer_time": Way(OPEN),
    "escalate": Way(OPEN),
    "refer": Way(COUNTED),
    "reclassify": Way(COUNTED),
    "trace": Way(COUNTED),
}


def after(status: str, step: Step) -> At:
    """Say where a step leads from a status; raises WrongState."""
    way = WAYS[step]
    if status not in way.start:
        raise WrongState(status=status, step=step)
    return way.end or At(status)


def leads_on(status: str, step: Step) -> bool:
    """Say whether a step is one of those that lead on from a status."""
    return status in WAYS[step].start


def next_level(levels: tuple[str, ...], verified: str) -> str | None:
    """Name the level that verifies after `verified`; None when all have.

    `levels` is the campaign's order, lowest first; empty `verified` begins it.
    """
    if verified not in levels:
        return levels[0] if levels else None
    later = levels[levels.index(verified) + 1 :]
    return later[0] if later else None


def above(level: str, supervised: str) -> tuple[str, ...]:
    """List the levels that may supervise a finding, the next one first.

    They are above its own level, and above the one that supervises it already.
    """
    places = [LEVELS.index(each) for each in (level, supervised) if each]
    return tuple(reversed(LEVELS[: min(places, default=len(LEVELS))]))
