"""Milestones: written down, changed, done, and taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from server.actions import events, schedule
from server.actions.access import Actor
from server.actions.life import due
from server.actions.schedule import Circle, Slot, Task
from server.db import now, one_at_a_time
from server.errors import BadInput, Incomplete, NotFound
from server.models import Campaign, Milestone

LONGEST = 3660


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written down of a milestone."""

    name: str
    owner: str
    days: int
    due_on: date | None = None
    after_id: int | None = None
    arrangement_id: int | None = None


def named(session: Session, campaign: Campaign, key: str) -> Milestone:
    """Find a milestone of a campaign; raises NotFound."""
    found = session.scalar(Milestone.of(campaign.id).where(Milestone.key == key))
    if found is None:
        raise NotFound
    return found


def alone(session: Session, campaign_id: int) -> None:
    """Keep other changes of the order waiting; what they left is to be read again."""
    one_at_a_time(session.connection(), f"milestones:{campaign_id}")


def add(session: Session, actor: Actor, campaign: Campaign, plan: Plan) -> Milestone:
    """Write a milestone down; raises Incomplete, BadInput."""
    check(campaign, plan)
    alone(session, campaign.id)
    _refuse_double(session, campaign, plan, None)
    milestone = Milestone(campaign_id=campaign.id, **asdict(plan))
    session.add(milestone)
    events.record(session, actor, milestone, "milestone.added", **_told(plan))
    return milestone


def change(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    milestone: Milestone,
    plan: Plan,
) -> None:
    """Write it down otherwise; raises Incomplete, BadInput also for a circle."""
    check(campaign, plan)
    alone(session, campaign.id)
    session.refresh(milestone)
    _refuse_double(session, campaign, plan, milestone.id)
    for name, value in asdict(plan).items():
        setattr(milestone, name, value)
    session.flush()
    placed(session, campaign)
    events.record(session, actor, milestone, "milestone.changed", **_told(plan))


def finish(session: Session, actor: Actor, milestone: Milestone, day: date) -> None:
    """Let it be done since a day; raises BadInput for one that is not here yet."""
    if day > due.today(now()):
        raise BadInput("milestone_done_ahead")
    milestone.done_on = day
    told = {"done_on": day.isoformat()}
    events.record(session, actor, milestone, "milestone.done", **told)


def resume(session: Session, actor: Actor, milestone: Milestone) -> None:
    """Let it not be done after all."""
    milestone.done_on = None
    events.record(session, actor, milestone, "milestone.resumed")


def remove(session: Session, actor: Actor, milestone: Milestone) -> None:
    """Take it away; what waited for it waits for what it waited for."""
    alone(session, milestone.campaign_id)
    session.refresh(milestone)
    session.execute(
        update(Milestone)
        .where(Milestone.after_id == milestone.id)
        .values(after_id=milestone.after_id)
    )
    told = {"name": milestone.name}
    events.record(session, actor, milestone, "milestone.removed", **told)
    session.delete(milestone)


def placed(
    session: Session, campaign: Campaign
) -> tuple[Sequence[Milestone], Mapping[int, Slot]]:
    """Read a campaign's milestones, each with its slot; raises BadInput in a circle."""
    found = session.scalars(Milestone.of(campaign.id)).all()
    today = due.today(now())
    begin = max(today, campaign.starts_on or today)
    try:
        return found, schedule.slots([_task(one, campaign) for one in found], begin)
    except Circle:
        raise BadInput("milestone_circle") from None


def _refuse_double(
    session: Session, campaign: Campaign, plan: Plan, own: int | None
) -> None:
    """Let a name mean one task: files, and what waits for it, say it by name."""
    same = Milestone.of(campaign.id).where(
        Milestone.name == plan.name, Milestone.id != (own or 0)
    )
    if session.scalars(same.limit(1)).first() is not None:
        raise BadInput("milestone_taken", name=plan.name)


def _task(one: Milestone, campaign: Campaign) -> Task:
    last = one.due_on or campaign.ends_on or due.today(one.created_at)
    return Task(one.id, one.days, last, one.after_id, one.done_on)


def check(campaign: Campaign, plan: Plan) -> None:
    """Let only a task be written down that can be done; raises Incomplete, BadInput."""
    if not plan.name:
        raise Incomplete("milestone_name_missing")
    if not 1 <= plan.days <= LONGEST:
        raise BadInput("milestone_days", most=LONGEST)
    if plan.due_on is None and campaign.ends_on is None:
        raise Incomplete("milestone_due_missing")


def _told(plan: Plan) -> dict[str, object]:
    due_on = plan.due_on.isoformat() if plan.due_on else None
    return {**asdict(plan), "due_on": due_on}
