"""Rounds of visits: opened and changed; visits belong to the round of their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, or_, select, update
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import one_at_a_time, table
from server.errors import BadInput, NotFound
from server.models import Campaign, Round, Visit

MOST = 99
#: Asked with every visit that nobody planned, so written once.
OF_DAY = select(table(Round).c.id).where(
    table(Round).c.campaign_id == bindparam("campaign"),
    table(Round).c.from_on <= bindparam("day"),
    table(Round).c.to_on >= bindparam("day"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written down of a round."""

    no: int
    name: str
    from_on: date | None
    to_on: date | None


def named(session: Session, campaign: Campaign, key: str) -> Round:
    """Find a round of a campaign; raises NotFound."""
    found = session.scalar(Round.of(campaign.id).where(Round.key == key))
    if found is None:
        raise NotFound
    return found


def of_day(connection: Connection, campaign_id: int, day: date | None) -> int | None:
    """Give the id of the round to which a day belongs; None without one."""
    if day is None:
        return None
    asked = {"campaign": campaign_id, "day": day}
    found: int | None = connection.execute(OF_DAY, asked).scalar()
    return found


def start(session: Session, actor: Actor, campaign: Campaign, plan: Plan) -> Round:
    """Write a round down; visits of its days belong to it. Raises BadInput."""
    first, last = _days(session, campaign, plan, None)
    opened = Round(campaign_id=campaign.id, no=plan.no, name=plan.name)
    opened.from_on, opened.to_on = first, last
    session.add(opened)
    session.flush()
    _join(session, opened)
    events.record(session, actor, opened, "round.added", **_told(opened))
    return opened


def change(
    session: Session, actor: Actor, campaign: Campaign, changed: Round, plan: Plan
) -> None:
    """Write a round down otherwise; visits go with its days. Raises BadInput."""
    first, last = _days(session, campaign, plan, changed.id)
    session.refresh(changed)
    _leave(session, changed, first, last)
    changed.no, changed.name = plan.no, plan.name
    changed.from_on, changed.to_on = first, last
    session.flush()
    _join(session, changed)
    events.record(session, actor, changed, "round.changed", **_told(changed))


def _join(session: Session, joined: Round) -> None:
    session.execute(
        update(Visit)
        .where(
            Visit.campaign_id == joined.campaign_id,
            Visit.round_id.is_(None),
            Visit.planned_from.between(joined.from_on, joined.to_on),
        )
        .values(round_id=joined.id)
    )


def _leave(session: Session, left: Round, first: date, last: date) -> None:
    """Let go of visits that came by their day, when the day is no longer in it."""
    session.execute(
        update(Visit)
        .where(
            Visit.round_id == left.id,
            Visit.planned_from.between(left.from_on, left.to_on),
            or_(Visit.planned_from < first, Visit.planned_from > last),
        )
        .values(round_id=None)
    )


def _days(
    session: Session, campaign: Campaign, plan: Plan, own: int | None
) -> tuple[date, date]:
    """Check a plan against the other rounds; answer its first and its last day.

    Nobody else writes a round of the campaign down until this one is written.
    """
    one_at_a_time(session.connection(), f"rounds:{campaign.id}")
    if not 1 <= plan.no <= MOST:
        raise BadInput("round_number")
    if plan.from_on is None or plan.to_on is None or plan.to_on < plan.from_on:
        raise BadInput("round_days")
    for other in session.scalars(Round.of(campaign.id).where(Round.id != (own or 0))):
        if other.no == plan.no:
            raise BadInput("round_taken", no=plan.no)
        if other.from_on <= plan.to_on and plan.from_on <= other.to_on:
            raise BadInput("round_overlaps", no=other.no)
    return plan.from_on, plan.to_on


def _told(one: Round) -> dict[str, object]:
    days = {"from_on": one.from_on.isoformat(), "to_on": one.to_on.isoformat()}
    return {"no": one.no, "name": one.name, **days}
