"""What keeps the past: names as they were, and seals over the events."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, now


class Named(StrEnum):
    """What can be called something else tomorrow."""

    REGION = "region"
    UNIT = "unit"
    TEAM = "team"
    ASPECT = "aspect"
    CATEGORY = "category"


class FormerName(Base):
    """What something was called until a moment (曾用名), by its code."""

    __tablename__ = "former_name"
    __table_args__ = (
        Index("ix_former_name_campaign_id_until", "campaign_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Empty for regions, which belong to every campaign.
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def after(cls, campaign_id: int, at: datetime) -> Select[FormerName]:
        """Select the names that were given up after a moment, the last first."""
        here = (cls.campaign_id == campaign_id) | cls.campaign_id.is_(None)
        return select(cls).where(here, cls.until >= at).order_by(cls.until.desc())


class EventSeal(Base):
    """A hash over all events of a campaign up to one of them (存证)."""

    __tablename__ = "event_seal"
    __table_args__ = (UniqueConstraint("campaign_id", "to_seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: The last event under the seal; it goes on from the seal before.
    to_seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[EventSeal]:
        """Select the seals of a campaign, oldest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.to_seq)
