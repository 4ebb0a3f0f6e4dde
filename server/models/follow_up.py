"""Follow-ups: a team went back to a finding and says what it saw (回头看)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base


class FollowUp(Base):
    """What one submission says of one finding; people decide what follows from it."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    #: full, part, none, fake, rebound or unverifiable
    fix: Mapped[str] = mapped_column(String(16))
    #: close, extend, reopen or escalate: what the team proposes.
    advice: Mapped[str] = mapped_column(String(16))
    new_due_on: Mapped[date | None]
    seen_at: Mapped[datetime]
    #: When the office did what the team proposed; None while it is a proposal.
    taken_up_at: Mapped[datetime | None]
    taken_up_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    @classmethod
    def of(cls, finding_id: int) -> Select[FollowUp]:
        """Select what teams saw of a finding, the last first."""
        return (
            select(cls)
            .where(cls.finding_id == finding_id)
            .order_by(cls.seen_at.desc(), cls.id.desc())
        )
