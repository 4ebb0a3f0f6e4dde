"""The set-up of a campaign by kind, with the milestones and visits of each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.arrangements import HOUSES
from server.models import (
    Arrangement,
    ArrangementKind,
    Campaign,
    Milestone,
    Submission,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the set-up, and what hangs on it."""

    row: Arrangement
    milestones: int
    done: int
    visits: int
    #: Who works in it, by post.
    members: Sequence[Arrangement]


@dataclass(frozen=True, slots=True)
class Page:
    """All parts by kind, in their order; kinds without any are there too."""

    kinds: Mapping[str, Sequence[Part]]
    #: The groups and offices that a member can be of.
    houses: Sequence[Arrangement]
    may_plan: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written down yet."""
        return not any(self.kinds.values())


def read(session: Session, actor: Actor, campaign: Campaign) -> Page:
    """Read the set-up; of visits those count of which the actor sees what came."""
    kinds: dict[str, list[Part]] = {str(kind): [] for kind in ArrangementKind}
    found = session.scalars(Arrangement.of(campaign.id)).all()
    members: dict[int, list[Arrangement]] = {}
    for one in found:
        if one.part_of_id is not None:
            members.setdefault(one.part_of_id, []).append(one)
    tasks, done = _milestones(session, campaign)
    visits = _visits(session, actor, campaign)
    for row in found:
        part = Part(
            row,
            tasks.get(row.id, 0),
            done.get(row.id, 0),
            visits.get(row.id, 0),
            members.get(row.id, []),
        )
        if row.part_of_id is None:
            kinds[row.kind].append(part)
    houses = [one for one in found if one.kind in HOUSES]
    return Page(kinds, houses, access.may(actor, "campaign.manage", campaign))


def choices(
    session: Session, campaign: Campaign, kinds: Sequence[str]
) -> list[Arrangement]:
    """List the parts that a milestone or a visit may belong to."""
    chosen = Arrangement.of(campaign.id).where(Arrangement.kind.in_(kinds))
    return list(session.scalars(chosen))


def _milestones(
    session: Session, campaign: Campaign
) -> tuple[dict[int, int], dict[int, int]]:
    rows = session.execute(
        select(
            Milestone.arrangement_id,
            func.count(),
            func.count(Milestone.done_on),
        )
        .where(
            Milestone.campaign_id == campaign.id, Milestone.arrangement_id.is_not(None)
        )
        .group_by(Milestone.arrangement_id)
    ).all()
    count = {row[0]: row[1] for row in rows if row[0] is not None}
    return count, {row[0]: row[2] for row in rows if row[0] is not None}


def _visits(session: Session, actor: Actor, campaign: Campaign) -> dict[int, int]:
    seen = access.submissions(actor, campaign)
    rows = session.execute(
        seen.join(Visit, Visit.id == Submission.visit_id)
        .where(Visit.plan_item_id.is_not(None))
        .with_only_columns(
            Visit.plan_item_id,
            func.count(Visit.id.distinct()),
            maintain_column_froms=True,
        )
        .group_by(Visit.plan_item_id)
    ).all()
    return {row[0]: row[1] for row in rows if row[0] is not None}
