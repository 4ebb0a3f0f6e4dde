"""Self-checks (举一反三): one finding, asked of every unit of a kind."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class SelfCheck(Base):
    """What units are asked to look for at home, after one finding, until a day."""

    __tablename__ = "self_check"
    __table_args__ = (Index("ix_self_check_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    #: The region whose units are asked, and in whose name.
    region_code: Mapped[str] = mapped_column(String(12))
    unit_kind: Mapped[str] = mapped_column(String(20))
    #: What to look for: written so that it names no unit.
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[SelfCheck]:
        """Select the self-checks of a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())


class SelfCheckTask(Base):
    """What one unit is asked, and what it answered."""

    __tablename__ = "self_check_task"
    __table_args__ = (
        UniqueConstraint("self_check_id", "unit_id"),
        Index("ix_self_check_task_unit_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    self_check_id: Mapped[int] = mapped_column(ForeignKey("self_check.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    answered_at: Mapped[datetime | None]
    #: What was looked through, and how.
    words: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, self_check_id: int) -> Select[SelfCheckTask]:
        """Select the tasks of a self-check."""
        chosen = select(cls).where(cls.self_check_id == self_check_id)
        return chosen.order_by(cls.id)


class SelfReport(Base):
    """One problem that a unit found at home; in no count until a team confirmed it."""

    __tablename__ = "self_report"
    __table_args__ = (Index("ix_self_report_task_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("self_check_task.id"))
    text: Mapped[str] = mapped_column(Text)
    #: The visit that was issued to look at it.
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    #: Why nobody looks at it.
    declined: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, task_id: int) -> Select[SelfReport]:
        """Select what a unit found, in the order in which it wrote it."""
        return select(cls).where(cls.task_id == task_id).order_by(cls.id)
