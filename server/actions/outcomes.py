"""What became of a period (结果数据): sums that the office enters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access, events
from server.actions.access import Actor
from server.db import now, one_at_a_time
from server.errors import BadInput
from server.models import Campaign, OutcomeStat

MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """The sums of a region and of the days from the first to the last."""

    region_code: str
    since: date | None
    until: date | None
    problems: int
    persons: int
    sanctions: int


def enter(
    session: Session, actor: Actor, campaign: Campaign, given: Entry
) -> OutcomeStat:
    """Enter sums; those that stood for the same region and days are kept behind them.

    Raises BadInput: outcome_region, outcome_period, outcome_number, outcome_swapped.
    """
    check(given)
    mine = access.writable(actor, campaign)
    if given.region_code not in {one.code for one in session.scalars(mine)}:
        raise BadInput("outcome_region")
    one_at_a_time(session.connection(), f"outcomes {campaign.id}")
    for stood in _in_force(session, campaign, given):
        stood.replaced_at = now()
    entered = OutcomeStat(
        campaign_id=campaign.id,
        region_code=given.region_code,
        since=given.since,
        until=given.until,
        problems=given.problems,
        persons=given.persons,
        sanctions=given.sanctions,
        entered_by=actor.user_id,
    )
    session.add(entered)
    told = {name: getattr(given, name) for name in ("problems", "persons", "sanctions")}
    days = {"since": str(given.since), "until": str(given.until)}
    where = {"region": given.region_code, **days}
    events.record(session, actor, entered, "outcome.entered", **where, **told)
    return entered


def check(given: Entry) -> None:
    """Refuse sums that cannot be meant; raises BadInput."""
    if not given.since or not given.until or given.since > given.until:
        raise BadInput("outcome_period")
    sums = (given.problems, given.persons, given.sanctions)
    if not all(0 <= one <= MOST for one in sums):
        raise BadInput("outcome_number")
    if given.sanctions > given.persons:
        told = {"persons": given.persons, "sanctions": given.sanctions}
        raise BadInput("outcome_swapped", **told)


def _in_force(
    session: Session, campaign: Campaign, given: Entry
) -> Sequence[OutcomeStat]:
    chosen = OutcomeStat.of(campaign.id).where(
        OutcomeStat.region_code == given.region_code,
        OutcomeStat.since == given.since,
        OutcomeStat.until == given.until,
        OutcomeStat.replaced_at.is_(None),
    )
    return session.scalars(chosen).all()
