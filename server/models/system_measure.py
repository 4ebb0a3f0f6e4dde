"""Rules made (制度成果): what a theme or a recommendation left behind for good."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class MeasureStage(StrEnum):
    """How far a rule has come."""

    DRAFTING = "drafting"
    CONSULTING = "consulting"
    APPROVING = "approving"
    ISSUED = "issued"
    IN_FORCE = "in_force"


class MeasureKind(StrEnum):
    """What was made."""

    RULE = "rule"
    FLOW = "flow"
    LIST = "list"
    PLATFORM = "platform"


class SystemMeasure(Base):
    """A rule, flow, list or platform that one unit makes, for a theme."""

    __tablename__ = "system_measure"
    __table_args__ = (
        Index("ix_system_measure_campaign_id_stage", "campaign_id", "stage"),
        Index("ix_system_measure_theme_id", "theme_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("issue_theme.id"))
    recommendation_id: Mapped[int | None] = mapped_column(
        ForeignKey("recommendation.id")
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    #: The step of the work that it orders: 补贴申报, 资金拨付 …
    part: Mapped[str] = mapped_column(String(60), default="")
    stage: Mapped[str] = mapped_column(String(12), default=MeasureStage.DRAFTING)
    doc_no: Mapped[str] = mapped_column(String(80), default="")
    in_force_on: Mapped[date | None]
    #: When somebody looks whether it is kept; empty once that was done.
    follow_up_on: Mapped[date | None]
    #: How often it was found not to hold, and began anew.
    reopened: Mapped[int] = mapped_column(default=0)
    #: The document itself, in the campaign's room of the store.
    name: Mapped[str] = mapped_column(String(300), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    mime: Mapped[str] = mapped_column(String(60), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[SystemMeasure]:
        """Select what was made in a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())


class SystemMeasureStep(Base):
    """A step of a rule: it came to a stage, or somebody looked whether it holds."""

    __tablename__ = "system_measure_step"
    __table_args__ = (Index("ix_system_measure_step_measure_id", "measure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("system_measure.id"))
    #: The stage in which it was afterwards.
    stage: Mapped[str] = mapped_column(String(12))
    #: "added", "moved", "holds" or "broken".
    what: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, measure_id: int) -> Select[SystemMeasureStep]:
        """Select the steps of a rule, oldest first."""
        return select(cls).where(cls.measure_id == measure_id).order_by(cls.id)
