"""Who opened the originals of covered and sensitive photos, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages.listing import Slice
from server.models import Attachment, Campaign, OriginalOpening, Submission, User


@dataclass(frozen=True, slots=True)
class Line:
    """One opening: who, when, why, and of which photo."""

    opening: OriginalOpening
    photo: Attachment
    submission: Submission
    who: str


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of the list, newest first."""

    slice: Slice
    lines: tuple[Line, ...]


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the openings of photos that this person may see."""
    chosen = (
        access.submissions(actor, campaign)
        .join(Attachment, Attachment.submission_id == Submission.id)
        .join(OriginalOpening, OriginalOpening.attachment_id == Attachment.id)
        .outerjoin(User, User.id == OriginalOpening.by)
    )
    total = session.scalar(chosen.with_only_columns(func.count())) or 0
    part = Slice.read(query, total)
    rows = session.execute(
        chosen.with_only_columns(OriginalOpening, Attachment, Submission, User)
        .order_by(OriginalOpening.id.desc())
        .limit(part.size)
        .offset(part.offset)
    )
    return Page(part, tuple(Line(*row[:3], _name(row[3])) for row in rows))


def _name(user: User | None) -> str:
    return (user.staff_no or user.login) if user else ""
