"""Photos: what the darkroom sees of them, and their small copies."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Attachment

#: The longer edge of a small copy, and the name it has in the store.
SMALL = 480
THUMBNAIL = f"thumb-{SMALL}"
#: What a browser shows in a page; everything else is only handed out.
SHOWN = ("image/jpeg", "image/png", "image/webp")


def undescribed(session: Session, submission_id: int) -> list[Attachment]:
    """List the received photos of a submission that nobody has looked at."""
    return list(
        session.scalars(
            select(Attachment).where(
                Attachment.submission_id == submission_id,
                Attachment.received_at.is_not(None),
                Attachment.mime.in_(SHOWN),
                Attachment.facts.is_(None),
            )
        )
    )


def describe(session: Session, attachment_id: int, facts: dict[str, Any]) -> None:
    """Write down what was seen of a photo."""
    session.get_one(Attachment, attachment_id).facts = facts
