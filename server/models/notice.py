"""Notices (通知书、交办单、督办函): what the office sends a unit about findings."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class NoticeKind(StrEnum):
    """What a notice is for."""

    RECTIFICATION = "rectification"
    ASSIGNMENT = "assignment"
    SUPERVISION = "supervision"


class NoticeState(StrEnum):
    """Where a notice stands; that its answer is overdue is computed."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    REPLIED = "replied"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


#: Those in which the unit has something to do.
AWAITED = (NoticeState.ISSUED, NoticeState.ACKNOWLEDGED)


class Notice(Base):
    """One document to one unit; once issued its bytes never change."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("campaign_id", "kind", "year", "sequence"),
        Index("ix_notice_campaign_id_state", "campaign_id", "state"),
        Index("ix_notice_unit_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(16))
    #: The region in whose name it is written.
    region_code: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(12), default=NoticeState.DRAFTED)
    #: Given once, when it is approved first, and kept whatever becomes of it.
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    #: As it is printed: 察访督〔2026〕12号.
    no: Mapped[str | None] = mapped_column(String(60))
    #: What the office adds to the template's own sentences.
    words: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date]
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    drafted_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    approved_at: Mapped[datetime | None]
    #: A mark of all that was approved: what changed since is not issued.
    approved_print: Mapped[str] = mapped_column(String(64), default="")
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    issued_at: Mapped[datetime | None]
    #: The files as they were issued, in the campaign's room of the store.
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    #: Empty where the office's own template was used: it has no PDF.
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    pdf_size: Mapped[int] = mapped_column(default=0)
    acknowledged_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    #: Why it was sent back or withdrawn last.
    reason: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, campaign_id: int) -> Select[Notice]:
        """Select the notices of a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())


class NoticeFinding(Base):
    """A finding that a notice speaks of."""

    __tablename__ = "notice_finding"
    __table_args__ = (
        UniqueConstraint("notice_id", "finding_id"),
        Index("ix_notice_finding_finding_id", "finding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))

    @classmethod
    def of(cls, notice_id: int) -> Select[NoticeFinding]:
        """Select what a notice speaks of, in the order of the document."""
        return select(cls).where(cls.notice_id == notice_id).order_by(cls.id)


class NoticeFile(Base):
    """A file that came with a unit's reply."""

    __tablename__ = "notice_file"
    __table_args__ = (UniqueConstraint("notice_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, notice_id: int) -> Select[NoticeFile]:
        """Select the files of a reply, oldest first."""
        return select(cls).where(cls.notice_id == notice_id).order_by(cls.id)


class NoticeTemplate(Base):
    """A document that the office brought in the place of the one that is shipped."""

    __tablename__ = "notice_template"
    __table_args__ = (
        Index("ix_notice_template_campaign_id_kind", "campaign_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    brought_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    brought_at: Mapped[datetime] = mapped_column(default=now)
    #: When another took its place; the row and its bytes stay.
    replaced_at: Mapped[datetime | None]

    @classmethod
    def in_use(cls, campaign_id: int) -> Select[NoticeTemplate]:
        """Select the templates that hold now, one a kind at most."""
        return select(cls).where(
            cls.campaign_id == campaign_id, cls.replaced_at.is_(None)
        )
