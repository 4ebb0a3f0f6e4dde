"""What every step of a clue does: look, move on, and keep how it stood."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.clues import ways
from server.actions.clues.ways import Step
from server.db import one_at_a_time
from server.errors import BadInput
from server.models import (
    Campaign,
    Clue,
    CluePart,
    ClueSeries,
    ClueStep,
    ClueUnit,
    Unit,
)

#: The columns of the register that a person can change.
KEPT = (
    "place_code",
    "source",
    "sub_source",
    "external_no",
    "unit_named",
    "category_code",
    "digest",
    "state",
    "outcome",
    "due_on",
    "original_due_on",
    "answered_on",
    "finding_id",
    "finding_link",
)


def held(session: Session, subject: Clue, step: Step) -> None:
    """Hold a clue, so that two decisions never meet; raises WrongState."""
    session.refresh(subject, with_for_update=True)
    ways.after(subject.state, subject.outcome, step)


def move(
    session: Session, actor: Actor, subject: Clue, step: Step, words: str = ""
) -> None:
    """Take a step that was allowed, and write its event; call it last."""
    subject.state = ways.after(subject.state, subject.outcome, step)
    write(session, actor, subject, step, words)


def write(session: Session, actor: Actor, subject: Clue, step: str, words: str) -> None:
    """Write the event of a change and keep how the clue stands from then on.

    The event says which step it was and nothing more: what was said stays here.
    """
    _seq, at = events.record(session, actor, subject, f"clue.{step}")
    session.execute(
        update(ClueStep)
        .where(ClueStep.clue_id == subject.id, ClueStep.until_at.is_(None))
        .values(until_at=at)
    )
    kept = ClueStep(
        campaign_id=subject.campaign_id,
        clue_id=subject.id,
        step=step,
        by=actor.user_id,
        from_at=at,
        words=words,
        state=as_it_stands(session, subject),
    )
    session.add(kept)
    session.flush()


def as_it_stands(session: Session, subject: Clue) -> dict[str, Any]:
    """Read what the register says of a clue now."""
    units = session.scalars(ClueUnit.now_on(subject.id)).all()
    told = {name: _plain(getattr(subject, name)) for name in KEPT}
    lead = [one.name for one in units if one.part == CluePart.LEAD]
    assist = [one.name for one in units if one.part == CluePart.ASSIST]
    return {**told, "lead": lead, "assist": assist}


def not_the_named(session: Session, subject: Clue, name: str) -> int | None:
    """Give the id of the unit that a name means; raises BadInput for the unit named.

    What is said of an office is not handed to that office.
    """
    unit_id = unit_called(session, subject.campaign_id, name)
    there = {unit_called(session, subject.campaign_id, one) for one in subject.names}
    is_same = "".join(name.split()) in subject.names
    if is_same or (unit_id is not None and unit_id in {*there, subject.unit_id}):
        raise BadInput("clue_to_the_named", unit=name.strip())
    return unit_id


def count_alone(session: Session, home: Campaign) -> None:
    """Keep other writers of clues waiting: what is looked for first stays true."""
    one_at_a_time(session.connection(), f"clues {home.id}")


def unit_called(session: Session, campaign_id: int, name: str) -> int | None:
    """Find the campaign's unit of exactly this name; None where there is none."""
    wanted = name.strip()
    known = Unit.of(campaign_id).where(
        (Unit.name == wanted) | (Unit.short_name == wanted)
    )
    found = session.scalars(known.limit(2)).all() if wanted else []
    return found[0].id if len(found) == 1 else None


def next_number(
    session: Session, home: Campaign, region_code: str, received_on: date
) -> str:
    """Give the next number of campaign, region and day: JF26-XS-371424-20260312-0001.

    No number is given twice, not even when an import that had it was undone.
    """
    count_alone(session, home)
    day = f"{received_on:%Y%m%d}"
    head = f"{home.number_prefix}-XS-{region_code[:6]}-{day}-"
    chosen = select(ClueSeries).where(
        ClueSeries.campaign_id == home.id, ClueSeries.head == head
    )
    series = session.scalar(chosen)
    if series is None:
        series = ClueSeries(campaign_id=home.id, head=head, last=0)
        session.add(series)
    series.last += 1
    session.flush()
    return f"{head}{series.last:04d}"


def next_in_year(
    session: Session, model: Any, home: Campaign, region_code: str, year: int
) -> int:
    """Count on within a register and a year; no such row is ever deleted."""
    one_at_a_time(session.connection(), f"{model.__tablename__} {home.id}")
    last = session.scalar(
        select(func.max(model.sequence)).where(
            model.campaign_id == home.id,
            model.region_code == region_code,
            model.year == year,
        )
    )
    return (last or 0) + 1


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
