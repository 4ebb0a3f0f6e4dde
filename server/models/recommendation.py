"""Recommendations (建议书): what a unit is asked to change about a theme."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class RecommendationState(StrEnum):
    """Where a recommendation stands; that its follow-up is due is computed."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    OBJECTED = "objected"
    PLAN_FILED = "plan_filed"
    REPORTED = "reported"
    PASSED = "passed"
    FAILED = "failed"
    CLOSED = "closed"


class Recommendation(Base):
    """What one unit is asked, for a theme, until a day."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("campaign_id", "no"),
        Index("ix_recommendation_unit_id", "unit_id"),
        Index("ix_recommendation_theme_id", "theme_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("issue_theme.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    #: Given when it is approved: 察访建〔2026〕3号.
    no: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12), default=RecommendationState.DRAFTED)
    facts: Mapped[str] = mapped_column(Text)
    asks: Mapped[list[str]]
    due_on: Mapped[date]
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    drafted_at: Mapped[datetime] = mapped_column(default=now)
    approved_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    #: What the unit said, and what the office found.
    objection: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    #: When somebody looks again whether it holds; empty once that was done.
    follow_up_on: Mapped[date | None]

    @classmethod
    def of(cls, theme_id: int) -> Select[Recommendation]:
        """Select the recommendations of a theme, oldest first."""
        return select(cls).where(cls.theme_id == theme_id).order_by(cls.id)
