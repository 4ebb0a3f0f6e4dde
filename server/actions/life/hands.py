"""Who had a hand in putting a finding right: they neither verify nor close it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Event, Finding, Part, Rectification

#: What is done for the unit, by its people or by whoever sits at its desk.
ACTS = (
    "finding.acknowledge",
    "finding.acknowledged",
    "finding.planned",
    "finding.measure_done",
    "finding.measure_explained",
    "finding.progress",
    "finding.proved",
    "finding.time_asked",
    "finding.report",
    "finding.fix_on_spot",
)


def worked(session: Session, finding: Finding, user_id: int | None) -> Event | None:
    """Find the last thing that somebody did for the unit, in this spell of work.

    A spell begins with the assignment; without one, with the finding itself.
    """
    own = select(Event).where(
        Event.campaign_id == finding.campaign_id,
        Event.subject == Finding.__tablename__,
        Event.subject_id == finding.id,
        Event.user_id == user_id,
        Event.action.in_(ACTS),
    )
    leading = session.scalar(
        Rectification.of(finding.id).where(Rectification.part == Part.LEAD)
    )
    if leading is not None:
        own = own.where(Event.at >= leading.assigned_at)
    return session.scalar(own.order_by(Event.seq.desc()).limit(1))
