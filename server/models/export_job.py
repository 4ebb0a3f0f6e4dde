"""Exports: asked for, made as jobs, kept for a while, and each taking noted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Json, new_key, now


class ExportState(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    #: Its file is gone; what was asked for can be asked again.
    EXPIRED = "expired"


#: Those that are still on their way.
ON_THE_WAY = (ExportState.WAITING, ExportState.MAKING)


class ExportJob(Base):
    """A file that somebody asked for: which, for what, and how far it is."""

    __tablename__ = "export_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    #: What is made: "book", "pack" …
    kind: Mapped[str] = mapped_column(String(20))
    #: The filter, as the fields of a ledger's address.
    asked: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    purpose: Mapped[str] = mapped_column(String(200))
    requested_by: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    #: What who asked was allowed to see: regions by how their codes begin, and teams.
    reach: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    state: Mapped[str] = mapped_column(String(10), default=ExportState.WAITING)
    #: How many rows and photos are written, of how many.
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str] = mapped_column(String(100), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    #: Why it failed, as the code of a refusal.
    trouble: Mapped[str] = mapped_column(String(40), default="")
    asked_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    #: The day on which it is made anew; empty when it is not made every week.
    next_on: Mapped[date | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[ExportJob]:
        """Select a campaign's exports, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())


class Taking(Base):
    """Who took which file away, when, for what, with how many rows."""

    __tablename__ = "taking"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    export_job_id: Mapped[int | None] = mapped_column(ForeignKey("export_job.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    kind: Mapped[str] = mapped_column(String(20))
    asked: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    purpose: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))

    @classmethod
    def of(cls, campaign_id: int) -> Select[Taking]:
        """Select what was taken in a campaign, the last first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())
