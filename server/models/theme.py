"""Themes (共性问题): findings that have something in common, put side by side."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class IssueTheme(Base):
    """What many findings have in common; a finding may be in several."""

    __tablename__ = "issue_theme"
    __table_args__ = (Index("ix_issue_theme_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: The region in whose name it was drawn; its findings lie there.
    region_code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    #: The code of an aspect (A1); empty when it goes across them.
    aspect: Mapped[str] = mapped_column(String(16), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    common_features: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    closed_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[IssueTheme]:
        """Select the themes of a campaign, oldest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id)


class ThemeFinding(Base):
    """A finding in a theme."""

    __tablename__ = "theme_finding"
    __table_args__ = (
        UniqueConstraint("theme_id", "finding_id"),
        Index("ix_theme_finding_finding_id", "finding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("issue_theme.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    put_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    put_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, theme_id: int) -> Select[ThemeFinding]:
        """Select what is in a theme, in the order in which it was put there."""
        return select(cls).where(cls.theme_id == theme_id).order_by(cls.id)
