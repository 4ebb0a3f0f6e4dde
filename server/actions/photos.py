"""Photos: what the darkroom sees of them, and their small copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, null, select, update
from sqlalchemy.orm import Session

from server.db import table
from server.models import Attachment, Campaign

#: The longer edge of a small copy, and the name it has in the store.
SMALL = 480
THUMBNAIL = f"thumb-{SMALL}"
#: The same of a copy that is looked at instead of an original with more in it.
VIEW = 4096
VIEWED = f"view-{VIEW}"
#: What a browser shows in a page; everything else is only handed out.
SHOWN = ("image/jpeg", "image/png", "image/webp")
#: What it plays.
PLAYED = ("audio/mp4", "audio/ogg", "video/mp4", "video/webm")

ATTACHMENT = table(Attachment).c
UNDESCRIBED = (
    select(ATTACHMENT.id, table(Campaign).c.room, ATTACHMENT.sha256)
    .join(table(Campaign), table(Campaign).c.id == ATTACHMENT.campaign_id)
    .where(
        ATTACHMENT.submission_id.in_(bindparam("submissions", expanding=True)),
        ATTACHMENT.received_at.is_not(None),
        ATTACHMENT.mime.in_(SHOWN),
        ATTACHMENT.facts.is_(null()),
    )
)
DESCRIBE = update(table(Attachment)).where(ATTACHMENT.id == bindparam("photo"))


@dataclass(frozen=True, slots=True)
class Received:
    """A photo that nobody has looked at: its row, its room in the store, its bytes."""

    id: int
    room: str
    sha256: str


def undescribed(session: Session, submissions: Sequence[int]) -> list[Received]:
    """List the received photos of submissions that nobody has looked at."""
    found = session.connection().execute(UNDESCRIBED, {"submissions": submissions})
    return [Received(*row) for row in found]


def describe(session: Session, facts: Mapping[int, dict[str, Any]]) -> None:
    """Write down what was seen of photos, by their ids."""
    seen = [{"photo": photo, "facts": told} for photo, told in facts.items()]
    if seen:
        session.connection().execute(DESCRIBE, seen)
