"""Findings that count in another campaign as well (贯通融合), by spells."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class AlsoCounts(Base):
    """A finding is told in another campaign too; it stays a row of its own one."""

    __tablename__ = "also_counts"
    __table_args__ = (
        Index(
            "uq_also_counts_now",
            "finding_id",
            "other_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_also_counts_other_id", "other_id", "finding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    #: Where the finding is at home.
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    #: The campaign in which it counts as well.
    other_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    ended_at: Mapped[datetime | None]

    @classmethod
    def of(cls, finding_id: int) -> Select[AlsoCounts]:
        """Select where a finding counts as well, now."""
        return (
            select(cls)
            .where(cls.finding_id == finding_id, cls.ended_at.is_(None))
            .order_by(cls.id)
        )
