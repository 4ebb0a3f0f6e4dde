"""The set-up of a campaign (专班): written down, changed and taken away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import one_at_a_time
from server.errors import BadInput, Conflict, Incomplete, NotFound
from server.models import HELD, Arrangement, ArrangementKind, Campaign, Milestone, Visit

LONGEST = 4000
MOST_PEOPLE = 1_000_000
#: What a member can be part of.
HOUSES = (ArrangementKind.OFFICE, ArrangementKind.GROUP)


class ArrangementInUse(Conflict):
    """Milestones, visits or members are part of it."""

    code = "arrangement_in_use"


@dataclass(frozen=True, slots=True)
class Words:
    """What is written down of an arrangement."""

    kind: str
    name: str
    owner: str = ""
    text: str = ""
    document: str = ""
    from_on: date | None = None
    to_on: date | None = None
    #: The group or office that a member works in.
    part_of_id: int | None = None
    #: How many came to what was held.
    people: int | None = None


def named(session: Session, campaign: Campaign, key: str) -> Arrangement:
    """Find an arrangement of a campaign; raises NotFound."""
    found = session.scalar(Arrangement.of(campaign.id).where(Arrangement.key == key))
    if found is None:
        raise NotFound
    return found


def add(
    session: Session, actor: Actor, campaign: Campaign, given: Words
) -> Arrangement:
    """Write an arrangement down behind those of its kind.

    Raises Incomplete, BadInput.
    """
    _check(given)
    one_at_a_time(session.connection(), f"arrangements:{campaign.id}")
    _refuse_double(session, campaign.id, given, None)
    last = select(func.max(Arrangement.position)).where(
        Arrangement.campaign_id == campaign.id, Arrangement.kind == given.kind
    )
    made = Arrangement(
        campaign_id=campaign.id,
        position=(session.scalar(last) or 0) + 1,
        **asdict(given),
    )
    session.add(made)
    events.record(session, actor, made, "arrangement.added", **_told(given))
    return made


def change(session: Session, actor: Actor, changed: Arrangement, given: Words) -> None:
    """Write it down otherwise; raises Incomplete, BadInput also for another kind."""
    _check(given)
    if given.kind != changed.kind:
        raise BadInput("arrangement_kind", kind=given.kind[:20])
    one_at_a_time(session.connection(), f"arrangements:{changed.campaign_id}")
    _refuse_double(session, changed.campaign_id, given, changed.id)
    for name, value in asdict(given).items():
        setattr(changed, name, value)
    events.record(session, actor, changed, "arrangement.changed", **_told(given))


def remove(session: Session, actor: Actor, gone: Arrangement) -> None:
    """Take it away; raises ArrangementInUse while something is part of it."""
    used = _count(session, Milestone.arrangement_id == gone.id)
    visits = _count(session, Visit.plan_item_id == gone.id)
    members = _count(session, Arrangement.part_of_id == gone.id)
    if used or visits or members:
        raise ArrangementInUse(milestones=used, visits=visits, members=members)
    events.record(session, actor, gone, "arrangement.removed", name=gone.name)
    session.delete(gone)


def _refuse_double(
    session: Session, campaign_id: int, given: Words, own: int | None
) -> None:
    same = Arrangement.of(campaign_id).where(
        Arrangement.kind == given.kind,
        Arrangement.name == given.name,
        Arrangement.part_of_id.is_not_distinct_from(given.part_of_id),
        Arrangement.id != (own or 0),
    )
    if session.scalars(same.limit(1)).first() is not None:
        raise BadInput("arrangement_taken", name=given.name)


def _count(session: Session, leads: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(leads)) or 0


def _check(given: Words) -> None:
    if given.kind not in list(ArrangementKind):
        raise BadInput("arrangement_kind", kind=given.kind[:20])
    if not given.name.strip():
        raise Incomplete("arrangement_name_missing")
    if (given.kind == ArrangementKind.MEMBER) != (given.part_of_id is not None):
        raise Incomplete("arrangement_group")
    if given.people is not None:
        _check_people(given)
    if given.from_on and given.to_on and given.to_on < given.from_on:
        raise BadInput("arrangement_days")


def _check_people(given: Words) -> None:
    """Count people only where something was held."""
    if given.kind not in HELD:
        raise BadInput("arrangement_people_surplus")
    if not 0 <= (given.people or 0) <= MOST_PEOPLE:
        raise BadInput("arrangement_people", most=MOST_PEOPLE)


def _told(given: Words) -> dict[str, object]:
    days = {
        name: one.isoformat() if one else None
        for name, one in (("from_on", given.from_on), ("to_on", given.to_on))
    }
    return {**asdict(given), **days}
