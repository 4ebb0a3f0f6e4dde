"""A follow-up's proposal taken up by the office: the step that it leads to is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.life import assignment, more_time, verification
from server.actions.life.stages import TO_VERIFY, Step
from server.actions.life.verification import Failure
from server.db import now
from server.errors import Conflict, Incomplete, WrongState
from server.models import COUNTED, OPEN, Finding, FollowUp
from server.models import FindingStatus as At

#: What is written as the reason of a step that a follow-up led to.
SAID = "按回头看的提议办理。"


class FollowUpTaken(Conflict):
    """A proposal is taken up once."""

    code = "follow_up_taken"


def leads_to(status: str, fix: str, advice: str) -> Step | None:
    """Say which step a proposal leads to from a status; None when to none.

    Only what was found wholly put right is brought nearer to its close-out.
    """
    if advice == "close" and fix == "full":
        if status in TO_VERIFY:
            return "pass_level"
        return "close" if status == At.PENDING_NOTICE else None
    if advice == "reopen":
        if status in TO_VERIFY:
            return "fail"
        again: dict[str, Step] = {At.PENDING_NOTICE: "object", At.CLOSED: "reopen"}
        return again.get(status)
    simple: dict[str, Step] = {"extend": "answer_time", "escalate": "escalate"}
    return simple.get(advice) if status in OPEN else None


def take_up(
    session: Session,
    actor: Actor,
    finding: Finding,
    seen: FollowUp,
    due_on: date | None = None,
) -> None:
    """Do what a team proposes, by the step that leads on; each proposal once.

    `due_on` takes the place of the team's date. Raises FollowUpTaken, WrongState, and
    what the step itself refuses.
    """
    session.refresh(finding, with_for_update=True)
    session.refresh(seen, with_for_update=True)
    if seen.taken_up_at is not None:
        raise FollowUpTaken
    step = leads_to(finding.status, seen.fix, seen.advice)
    if step is None or finding.status not in COUNTED:
        raise WrongState("advice_unfit")
    seen.taken_up_at, seen.taken_up_by = now(), actor.user_id
    DOES[step](session, actor, finding, seen, due_on or seen.new_due_on)


Does = Callable[[Session, Actor, Finding, FollowUp, date | None], None]


def _extend(
    session: Session,
    actor: Actor,
    finding: Finding,
    _seen: FollowUp,
    due_on: date | None,
) -> None:
    if due_on is None:
        raise Incomplete("due_missing")
    more_time.give_time(session, actor, finding, due_on, SAID)


def _escalate(
    session: Session,
    actor: Actor,
    finding: Finding,
    _seen: FollowUp,
    _due_on: date | None,
) -> None:
    higher = next(iter(assignment.supervisors(session, finding)), "")
    assignment.escalate(session, actor, finding, higher, SAID)


def _reopen(
    session: Session,
    actor: Actor,
    finding: Finding,
    seen: FollowUp,
    due_on: date | None,
) -> None:
    why = "false_fix" if seen.fix == "fake" else "rebound"
    verification.reopen(session, actor, finding, why, Failure(SAID, due_on))


DOES: dict[Step, Does] = {
    "pass_level": lambda s, a, f, _seen, _due: verification.pass_(s, a, f, SAID),
    "close": lambda s, a, f, _seen, _due: verification.close(s, a, f),
    "fail": lambda s, a, f, _seen, due: verification.fail(s, a, f, Failure(SAID, due)),
    "object": lambda s, a, f, _seen, _due: verification.object_to(s, a, f, SAID),
    "answer_time": _extend,
    "reopen": _reopen,
    "escalate": _escalate,
}
