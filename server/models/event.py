"""Events: one row per change; audit trail, change feed and job trigger."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, now


class Event(Base):
    """Who did what to what; the body is canonical JSON, salted for a later log."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("campaign_id", "seq"),
        Index("ix_event_subject", "campaign_id", "subject", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None]
    device_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    FAILED = "failed"


class Job(Base):
    """Work to be done later; enqueued with the rows it is about, may run twice.

    A finished job's row is gone: what it did is in the rows and events.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_run_after", "state", "run_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(24))
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
