"""Who opened the originals of covered and sensitive photos, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages.listing import Slice
from server.models import (
    Attachment,
    Campaign,
    Finding,
    OriginalOpening,
    Proof,
    Submission,
    User,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One opening: who, when, why, and of which photo."""

    opening: OriginalOpening
    submission: Submission
    #: The photo of a submission, or else the picture that was brought to a finding.
    photo: Attachment | None
    proof: Proof | None
    finding: Finding | None
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
    chosen = _openings(actor, campaign)
    total = session.scalar(chosen.with_only_columns(func.count())) or 0
    part = Slice.read(query, total)
    rows = session.execute(
        chosen.with_only_columns(
            OriginalOpening, Submission, Attachment, Proof, Finding, User
        )
        .order_by(OriginalOpening.id.desc())
        .limit(part.size)
        .offset(part.offset)
    )
    return Page(part, tuple(Line(*row[:5], _name(row[5])) for row in rows))


def _openings(actor: Actor, campaign: Campaign) -> Select[OriginalOpening]:
    """Select the openings of what belongs to submissions that the actor may see."""
    belongs = func.coalesce(Attachment.submission_id, Finding.submission_id)
    seen = access.submissions(actor, campaign).with_only_columns(Submission.id)
    return (
        select(OriginalOpening)
        .outerjoin(Attachment, Attachment.id == OriginalOpening.attachment_id)
        .outerjoin(Proof, Proof.id == OriginalOpening.proof_id)
        .outerjoin(Finding, Finding.id == Proof.finding_id)
        .join(Submission, Submission.id == belongs)
        .outerjoin(User, User.id == OriginalOpening.by)
        .where(Submission.id.in_(seen))
    )


def _name(user: User | None) -> str:
    return (user.staff_no or user.login) if user else ""
