"""Visits: a team goes to a site, planned or not."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class VisitStatus(StrEnum):
    """Where a visit stands (domain study §2.3)."""

    PLANNED = "planned"
    ISSUED = "issued"
    IN_PROGRESS = "in_progress"
    ENDED = "ended"
    CANCELLED = "cancelled"


class VisitMode(StrEnum):
    """How a team comes to a site."""

    UNANNOUNCED = "unannounced"
    ANNOUNCED = "announced"
    CONCENTRATED = "concentrated"
    EMBEDDED_RESEARCH = "embedded_research"


class Visit(Base):
    """A team's stay at one site; an unplanned one is made by what arrives."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_campaign_id_team_id", "campaign_id", "team_id"),
        Index("ix_visit_campaign_id_secret_until", "campaign_id", "secret_until"),
        Index(
            "uq_visit_unplanned",
            "team_id",
            "unplanned_for",
            unique=True,
            sqlite_where=text("unplanned_for IS NOT NULL"),
            postgresql_where=text("unplanned_for IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    code: Mapped[str] = mapped_column(String(40), default="")
    mode: Mapped[str] = mapped_column(String(20), default=VisitMode.UNANNOUNCED)
    status: Mapped[str] = mapped_column(String(16), default=VisitStatus.ISSUED)
    site_name: Mapped[str] = mapped_column(String(200), default="")
    region_code: Mapped[str | None] = mapped_column(String(12))
    #: Where the site is, WGS-84, as the office wrote it; both or neither.
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    form_ids: Mapped[list[str]] = mapped_column(default=list)
    planned_from: Mapped[date | None]
    planned_to: Mapped[date | None]
    #: Until then only those see it, and all that came of it, who see its team.
    secret_until: Mapped[datetime | None]
    #: The round it belongs to: that of its day, or one that was chosen.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    #: The item of the year's plan (督检考计划) that it carries out.
    plan_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("arrangement.id"), index=True
    )
    #: The draw by which this team goes there; none for one planned by hand.
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"), index=True)
    #: Form, site and day of a visit that nobody planned; none for a planned one.
    unplanned_for: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of_draw(cls, draw_id: int) -> Select[Visit]:
        """Select the visits that came of a draw, in the order of its places."""
        return select(cls).where(cls.draw_id == draw_id).order_by(cls.id)

    @classmethod
    def of_team(cls, team_id: int) -> Select[Visit]:
        """Select a team's visits, soonest first."""
        return (
            select(cls)
            .where(cls.team_id == team_id)
            .order_by(cls.planned_from.desc().nulls_last(), cls.id.desc())
        )
