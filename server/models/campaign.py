"""A campaign: the drive that everything else belongs to, and its taxonomy."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Phase(StrEnum):
    """How far a campaign has come; kept among its settings."""

    DRAFT = "draft"
    ACTIVE = "active"
    WRAPPING = "wrapping"
    CLOSED = "closed"
    ROUTINE = "routine"


class Campaign(Base):
    """A time-boxed drive with its own teams, forms, findings and photo room."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    number_prefix: Mapped[str] = mapped_column(String(16))
    room: Mapped[str] = mapped_column(String(32))
    region_code: Mapped[str] = mapped_column(String(12))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: Counts the events; taken last in each transaction, so the feed has no gaps.
    seq: Mapped[int] = mapped_column(default=0)
    #: The number of the last event that changed what the ledger counts.
    counted_seq: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    created_at: Mapped[datetime] = mapped_column(default=now)


class IssueCategory(Base):
    """One kind of problem (重点问题), under one of the aspects (方面)."""

    __tablename__ = "issue_category"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(60))
    aspect_code: Mapped[str] = mapped_column(String(16))
    aspect_name: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    #: Given to no finding any more; those that carry it keep it.
    closed_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[IssueCategory]:
        """Select the categories of a campaign in their order, closed ones too."""
        closed = cls.closed_at.is_not(None)
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.position, closed, cls.code)
        )

    @classmethod
    def open_of(cls, campaign_id: int) -> Select[IssueCategory]:
        """Select the categories that a finding may be given, in their order."""
        return cls.of(campaign_id).where(cls.closed_at.is_(None))


class Installation(Base):
    """The one row that says which store this is; a restore gives it a new epoch."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    epoch: Mapped[str] = mapped_column(String(32), default=new_key)
    secret: Mapped[str] = mapped_column(String(64))
    #: The last day in Asia/Shanghai for which reminders were made.
    reminded_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
