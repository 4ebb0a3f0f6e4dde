"""What people who review say to one another, and what they decide for many at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Json, new_key, now


class Remark(Base):
    """A line of the thread on a submission: on the whole, a question or a photo."""

    __tablename__ = "remark"
    __table_args__ = (Index("ix_remark_submission_id", "submission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    question: Mapped[str] = mapped_column(String(200), default="")
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, submission_id: int) -> Select[Remark]:
        """Select the thread of a submission, oldest first."""
        return select(cls).where(cls.submission_id == submission_id).order_by(cls.id)


class BulkDecision(Base):
    """A decision about many submissions: it waits a moment, so that it can be undone.

    Until then nothing of it has happened: no number, no event, nothing on a phone.
    """

    __tablename__ = "bulk_decision"
    __table_args__ = (Index("ix_bulk_decision_campaign_id_by", "campaign_id", "by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: accept or return
    verb: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text, default="")
    #: The submissions' keys, as they were chosen.
    chosen: Mapped[list[str]]
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    #: {"submissions": n, "findings": n, "refused": {code: n}} once it is done.
    outcome: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    @classmethod
    def of(cls, campaign_id: int, user_id: int) -> Select[BulkDecision]:
        """Select what somebody decided for many, newest first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id, cls.by == user_id)
            .order_by(cls.id.desc())
        )
