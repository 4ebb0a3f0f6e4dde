"""What follows from a finding beside its rectification: referral, correction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Referral(Base):
    """A finding handed on to whoever judges conduct (移送); it stays in its state.

    No unit sees it. What concerns discipline stands in the clue that was made with it.
    """

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    #: A body outside of the campaign's units, as the office calls it.
    to_unit: Mapped[str] = mapped_column(String(200))
    #: The clue that says why, and by which it is seen; none before there were clues.
    clue_id: Mapped[int | None] = mapped_column(ForeignKey("clue.id"))
    #: Before there were clues, why; empty ever since.
    reason: Mapped[str] = mapped_column(Text, default="")
    referred_on: Mapped[date]
    referred_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, finding_id: int) -> Select[Referral]:
        """Select the referrals of a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class Correction(Base):
    """A unit that had received a finding which no longer counts (更正通知)."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("finding_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    #: When somebody told the unit; None while it has yet to be told.
    told_at: Mapped[datetime | None]
    told_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    @classmethod
    def of(cls, finding_id: int) -> Select[Correction]:
        """Select whom to tell that a finding no longer counts."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)
