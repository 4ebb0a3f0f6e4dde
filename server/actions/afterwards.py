"""Photos of afterwards: what a place looked like once something was done about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import follow_ups
from server.models import Attachment, Finding, FollowUp

#: What the questions that ask for such a photo are called, as a whole or in part.
AFTER = "after"


def is_after(photo: Attachment) -> bool:
    """Tell a photo of what was put right from one of what was found."""
    return AFTER in (photo.question or "")


def last(session: Session, finding: Finding, until: datetime) -> list[Attachment]:
    """Give the photos of the last return to a finding, or those made on the spot."""
    returns = _returns(finding).where(FollowUp.seen_at < until)
    seen = session.scalars(returns.limit(1)).first()
    returned = follow_ups.after(session, seen) if seen else []
    return returned or on_the_spot(session, finding)


def ever(session: Session, finding: Finding) -> list[Attachment]:
    """Give the photos of every return to a finding, and those made on the spot."""
    returns = session.scalars(_returns(finding)).all()
    found = [one for seen in returns for one in follow_ups.after(session, seen)]
    return found + on_the_spot(session, finding)


def on_the_spot(session: Session, finding: Finding) -> list[Attachment]:
    """Give the photos that the same row of the same form shows of afterwards."""
    if not finding.repeat_uuid:
        return []
    chosen = Attachment.of(finding.submission_id).where(
        Attachment.question.contains(AFTER),
        Attachment.repeat_uuid == finding.repeat_uuid,
        Attachment.rival.is_(False),
        Attachment.received_at.is_not(None),
    )
    return list(session.scalars(chosen))


def _returns(finding: Finding) -> Select[FollowUp]:
    told = select(FollowUp).where(FollowUp.finding_id == finding.id)
    return told.order_by(FollowUp.id.desc())
