"""Bulletins (情况通报): what the office publishes, with every figure."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Json, new_key, now


class OutcomeStat(Base):
    """What became of a period in a region, as sums (结果数据); never of a person."""

    __tablename__ = "outcome_stat"
    __table_args__ = (Index("ix_outcome_stat_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    region_code: Mapped[str] = mapped_column(String(12))
    #: The first and the last day.
    since: Mapped[date]
    until: Mapped[date]
    problems: Mapped[int]
    persons: Mapped[int]
    sanctions: Mapped[int]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    #: When other figures for the same region and days took its place; it stays.
    replaced_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[OutcomeStat]:
        """Select all that was ever entered, newest period first, newest entry first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(
                cls.until.desc(), cls.since.desc(), cls.region_code, cls.id.desc()
            )
        )


class BulletinState(StrEnum):
    """Where a bulletin stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


class Bulletin(Base):
    """What the office tells of a region and a period."""

    __tablename__ = "bulletin"
    __table_args__ = (Index("ix_bulletin_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    region_code: Mapped[str] = mapped_column(String(12))
    #: The first and the last day.
    since: Mapped[date]
    until: Mapped[date]
    title: Mapped[str] = mapped_column(String(120))
    #: 主要做法 and 下步要求: what no figure says.
    approach: Mapped[str] = mapped_column(Text, default="")
    demands: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=BulletinState.DRAFT)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    published_at: Mapped[datetime | None]
    #: The files as they were published, in the campaign's room of the store; a
    #: bulletin of before has no PDF.
    sha256: Mapped[str] = mapped_column(String(64), default="")
    pdf_sha256: Mapped[str] = mapped_column(
        String(64), default="", server_default=text("''")
    )

    @classmethod
    def of(cls, campaign_id: int) -> Select[Bulletin]:
        """Select the bulletins of a campaign, newest period first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.until.desc(), cls.id.desc())
        )


class PublishedFigure(Base):
    """A figure as it was published, with the question that it answers."""

    __tablename__ = "published_figure"
    __table_args__ = (UniqueConstraint("bulletin_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    name: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(120))
    value: Mapped[int]
    query: Mapped[dict[str, Any]] = mapped_column(Json)
    as_of: Mapped[date]
    #: Over the sorted keys of what was counted.
    sha256: Mapped[str] = mapped_column(String(64))

    @classmethod
    def of(cls, bulletin_id: int) -> Select[PublishedFigure]:
        """Select the figures of a bulletin in the order of its sentences."""
        return select(cls).where(cls.bulletin_id == bulletin_id).order_by(cls.id)
