"""What a campaign plans: rounds of visits, and milestones counted backwards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Round(Base):
    """A round of visits (轮次) with its first and its last day."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("campaign_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    no: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    from_on: Mapped[date]
    to_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[Round]:
        """Select the rounds of a campaign by number."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.no)


class Milestone(Base):
    """A task with a date and a length (节点任务), which may wait for another."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    #: Whose task it is: an office or a post, as text.
    owner: Mapped[str] = mapped_column(String(120), default="")
    #: None is the last day of the campaign.
    due_on: Mapped[date | None]
    #: How many days it still takes, both ends counted.
    days: Mapped[int]
    #: What has to be done before it begins.
    after_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    #: The measure, group or plan item that it is part of.
    arrangement_id: Mapped[int | None] = mapped_column(
        ForeignKey("arrangement.id"), index=True
    )
    done_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[Milestone]:
        """Select the milestones of a campaign as they were written down."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id)
