"""Clues handed on to another body (线索移送), and what that body says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import events, settings
from server.actions.access import Actor
from server.actions.clues import keeping, ways, wording
from server.actions.clues.ways import Handed, Step
from server.db import local_day, now
from server.errors import BadInput, Conflict
from server.models import (
    WITH_THEM,
    Campaign,
    Clue,
    ClueState,
    ClueTransfer,
    TransferState,
)

HEARD: dict[str, Handed] = {
    "receive": "receive",
    "refuse": "refuse",
    "report": "report",
}
#: What words are missing without, by step.
NEEDS: dict[Handed, str] = {
    "refuse": "reason_missing",
    "report": "clue_result_missing",
}


class WithThem(Conflict):
    """That body has the clue and did not answer yet."""

    code = "clue_with_them"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a clue is handed on with."""

    to_unit: str
    reason: str
    due_on: date | None
    papers: str = ""
    sent_on: date | None = None


def pass_on(
    session: Session, actor: Actor, subject: Clue, letter: Letter
) -> ClueTransfer:
    """Hand on a clue that is none of ours: it leaves, with a letter.

    Raises WrongState, Incomplete, BadInput.
    """
    return _send(session, actor, subject, letter, "pass_on")


def transfer(
    session: Session, actor: Actor, subject: Clue, letter: Letter
) -> ClueTransfer:
    """Hand a clue on and stay with it; raises WrongState, Incomplete, BadInput."""
    return _send(session, actor, subject, letter, "transfer")


def told(
    session: Session,
    actor: Actor,
    subject: ClueTransfer,
    step: Handed,
    words: str = "",
    day: date | None = None,
) -> None:
    """Write down what the other body says, and when.

    A clue that left, and that they would not have, is back where it was screened.
    Raises WrongState, Incomplete, BadInput.
    """
    # The clue first, as every other step does: two steps never wait for one another.
    clue = session.get_one(
        Clue, subject.clue_id, with_for_update=True, populate_existing=True
    )
    session.refresh(subject, with_for_update=True)
    subject.state = ways.handed(subject.state, step)
    today = local_day(now())
    on = day or today
    if not subject.sent_on <= on <= today:
        raise BadInput("clue_transfer_day")
    said = wording.needed(words, NEEDS[step]) if step in NEEDS else ""
    if step == "receive":
        subject.received_on = on
    if step == "refuse":
        subject.refused_on, subject.refusal = on, said
    if step == "report":
        subject.result_on, subject.result = on, said
    events.record(session, actor, subject, f"clue_transfer.{step}")
    if subject.state == TransferState.REFUSED and clue.state == ClueState.OUT_OF_SCOPE:
        keeping.move(session, actor, clue, "come_back", subject.no)


def _send(
    session: Session, actor: Actor, subject: Clue, letter: Letter, step: Step
) -> ClueTransfer:
    keeping.held(session, subject, step)
    to_unit = wording.needed(letter.to_unit, "recipient_missing", 200)
    keeping.not_the_named(session, subject, to_unit)
    with_them = ClueTransfer.of(subject.id).where(
        ClueTransfer.to_unit == to_unit, ClueTransfer.state.in_(WITH_THEM)
    )
    if session.scalar(with_them) is not None:
        raise WithThem(unit=to_unit)
    reason = wording.needed(letter.reason, "reason_missing")
    today = local_day(now())
    sent_on = letter.sent_on or today
    if not subject.received_on <= sent_on <= today:
        raise BadInput("clue_transfer_day")
    if letter.due_on is None or letter.due_on < sent_on:
        raise BadInput("clue_due")
    home = session.get_one(Campaign, subject.campaign_id)
    register, year = subject.region_code, sent_on.year
    sequence = keeping.next_in_year(session, ClueTransfer, home, register, year)
    head = settings.current(home)["notice_heads"]["transfer"]
    sent = ClueTransfer(
        campaign_id=home.id,
        clue_id=subject.id,
        region_code=register,
        year=year,
        sequence=sequence,
        no=f"{head}〔{year}〕{sequence}号",
        to_unit=to_unit,
        reason=reason,
        papers=wording.clean(letter.papers),
        sent_on=sent_on,
        sent_by=actor.user_id,
        due_on=letter.due_on,
    )
    session.add(sent)
    keeping.move(session, actor, subject, step, f"{sent.no} {to_unit}")
    return sent
