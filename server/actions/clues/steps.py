"""The steps of a clue from screening to close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.clues import days, keeping, ways, wording
from server.actions.clues.ways import Step
from server.db import local_day, now
from server.errors import BadInput, Incomplete, WrongState
from server.models import Clue, ClueOutcome, CluePart, ClueUnit

#: The plain steps that bring words along, and what is missing without them.
NEEDS: dict[Step, str] = {
    "hand_back": "reason_missing",
    "resume": "reason_missing",
    "answer": "clue_answer_missing",
}
#: Those that are a move and its words.
PLAIN: dict[str, Step] = {
    "screen": "screen",
    "take": "take",
    "check": "check",
    "resume": "resume",
    "close": "close",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Who does what about a clue."""

    lead: str
    assist: tuple[str, ...] = ()
    room: str = ""
    stationed: str = ""
    local: str = ""

    def named(self) -> Iterable[tuple[CluePart, str]]:
        """Name each part and who has it, the lead first."""
        yield CluePart.LEAD, self.lead
        yield from ((CluePart.ASSIST, name) for name in self.assist)
        yield CluePart.ROOM, self.room
        yield CluePart.STATIONED, self.stationed
        yield CluePart.LOCAL, self.local


def take(
    session: Session, actor: Actor, subject: Clue, step: Step, words: str = ""
) -> None:
    """Take one of the plain steps; raises WrongState, Incomplete, BadInput."""
    keeping.held(session, subject, step)
    if step == "screen" and not subject.digest:
        raise Incomplete("clue_digest_missing")
    said = _said(step, words)
    subject.state = ways.after(subject.state, subject.outcome, step)
    if step == "resume":
        subject.outcome = ""
    keeping.write(session, actor, subject, step, said)


def assign(
    session: Session,
    actor: Actor,
    subject: Clue,
    parts: Parts,
    due_on: date | None,
    words: str = "",
) -> None:
    """Give a clue to who leads and who assists; a new assignment begins new spells.

    Raises WrongState, Incomplete, BadInput.
    """
    keeping.held(session, subject, "assign")
    if not parts.lead.strip():
        raise Incomplete("clue_lead_missing")
    said = wording.clean(words)
    chosen = [
        (part, wording.clean(name, 120), keeping.not_the_named(session, subject, name))
        for part, name in parts.named()
        if name.strip()
    ]
    _set_due(subject, due_on)
    _release(session, subject)
    session.add_all(
        ClueUnit(
            campaign_id=subject.campaign_id,
            clue_id=subject.id,
            part=part,
            name=name,
            unit_id=unit_id,
        )
        for part, name, unit_id in chosen
    )
    session.flush()
    keeping.move(session, actor, subject, "assign", said)


def hand_back(session: Session, actor: Actor, subject: Clue, words: str) -> None:
    """Write down that the unit gives a clue back, in time, and twice at most.

    Raises WrongState, Incomplete, BadInput.
    """
    keeping.held(session, subject, "hand_back")
    said = _said("hand_back", words)
    if subject.returned >= days.MOST_RETURNS:
        raise WrongState("clue_returned_often", most=days.MOST_RETURNS)
    leading = ClueUnit.now_on(subject.id).where(ClueUnit.part == CluePart.LEAD)
    since = local_day(session.scalars(leading).one().from_at)
    if days.working_days(since, local_day(now())) > days.TO_RETURN:
        raise WrongState("clue_returned_late", days=days.TO_RETURN)
    subject.returned += 1
    _release(session, subject)
    keeping.move(session, actor, subject, "hand_back", said)


def more_time(
    session: Session, actor: Actor, subject: Clue, due_on: date | None, words: str
) -> None:
    """Move the day until which a clue is checked; the first one is kept.

    Raises WrongState, Incomplete, BadInput.
    """
    keeping.held(session, subject, "more_time")
    said = wording.needed(words, "reason_missing")
    if due_on is None or subject.due_on is None or due_on <= subject.due_on:
        raise BadInput("clue_due_not_later")
    subject.due_on = due_on
    keeping.move(session, actor, subject, "more_time", said)


def conclude(
    session: Session, actor: Actor, subject: Clue, outcome: str, words: str
) -> None:
    """Say what the check came to; raises WrongState, Incomplete, BadInput."""
    keeping.held(session, subject, "conclude")
    if outcome not in list(ClueOutcome):
        raise BadInput("clue_outcome_unknown")
    said = wording.needed(words, "clue_result_missing")
    subject.outcome = outcome
    keeping.move(session, actor, subject, "conclude", said)


def answer(
    session: Session, actor: Actor, subject: Clue, words: str, day: date | None
) -> None:
    """Write down what was answered to whom it came from, and when.

    Raises WrongState, Incomplete, BadInput.
    """
    keeping.held(session, subject, "answer")
    said = _said("answer", words)
    today = local_day(now())
    if day is not None and not subject.received_on <= day <= today:
        raise BadInput("clue_answer_day")
    subject.answered_on = day or today
    keeping.move(session, actor, subject, "answer", said)


def parts_of(session: Session, subject: Clue) -> Parts:
    """Read who does what about a clue now."""
    held: dict[str, list[str]] = {}
    for one in session.scalars(ClueUnit.now_on(subject.id)):
        held.setdefault(one.part, []).append(one.name)
    slots = {part: held.get(part, [""])[0] for part in CluePart if part != "assist"}
    return Parts(assist=tuple(held.get(CluePart.ASSIST, ())), **slots)


def _said(step: Step, words: str) -> str:
    if step in NEEDS:
        return wording.needed(words, NEEDS[step])
    return wording.clean(words)


def _set_due(subject: Clue, due_on: date | None) -> None:
    """Set the first day; once set it moves by more time only."""
    if subject.due_on is not None and due_on in (None, subject.due_on):
        return
    if due_on is None or due_on < local_day(now()):
        raise BadInput("clue_due")
    if subject.due_on is not None:
        raise BadInput("clue_due_set")
    subject.due_on = subject.original_due_on = due_on


def _release(session: Session, subject: Clue) -> None:
    """End the spells of those who have a part now."""
    now_on = select(ClueUnit.id).where(
        ClueUnit.clue_id == subject.id, ClueUnit.until_at.is_(None)
    )
    ended = update(ClueUnit).where(ClueUnit.id.in_(now_on)).values(until_at=now())
    session.execute(ended)
