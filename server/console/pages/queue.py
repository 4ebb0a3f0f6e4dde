"""The submissions that wait for this person, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import menu, stages
from server.models import Campaign, Submission

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Queue:
    """Where one submission stands among those that wait."""

    stage: str
    total: int
    place: int
    before: str
    after: str


def read(session: Session, actor: Actor, campaign: Campaign, key: str) -> Queue:
    """Find the neighbours of a submission in the queue of this person."""
    stage = "review" if menu.over_region(actor, campaign) else "todo"
    chosen = access.submissions(actor, campaign).where(stages.where(campaign.id, stage))
    ordered = chosen.order_by(Submission.finished_at.desc(), Submission.id.desc())
    keys = list(
        session.scalars(ordered.with_only_columns(Submission.key).limit(LONGEST))
    )
    if key not in keys:
        return Queue(stage, len(keys), 0, "", keys[0] if keys else "")
    at = keys.index(key)
    before = keys[at - 1] if at else ""
    after = keys[at + 1] if at + 1 < len(keys) else ""
    return Queue(stage, len(keys), at + 1, before, after)
