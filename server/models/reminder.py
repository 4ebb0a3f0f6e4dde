"""Reminders: that something is due, late, or not acknowledged; each is made once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, now


class ReminderKind(StrEnum):
    """What somebody is reminded of."""

    SOON = "soon"
    TODAY = "today"
    LATE_3 = "late_3"
    LATE_10 = "late_10"
    UNACKNOWLEDGED = "unacknowledged"


class Reminder(Base):
    """One reminder (到期提醒); it is shown for as long as what it says is true."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("finding_id", "kind", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    kind: Mapped[str] = mapped_column(String(16))
    #: The day in Asia/Shanghai on which it fell.
    day: Mapped[date]
    #: The date that it speaks of: when the finding was due, or was assigned.
    about_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: When it went out by mail, and to the webhook; None while it has not.
    mailed_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
