"""Photographs under review: what asks for a look, what was covered, who opened one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Json, new_key, now


class FlagKind(StrEnum):
    """Why a photo asks for a look; none of them accuses anybody."""

    #: Bytes that came were not those announced, and were not used.
    MISMATCH = "mismatch"
    #: The very same bytes belong to another submission.
    REUSED = "reused"
    #: What can be seen is nearly what another submission shows.
    NEAR = "near"
    FAR = "far"
    TIME = "time"
    GALLERY = "gallery"
    CLOCK = "clock"
    NO_FIX = "no_fix"
    UNDECODABLE = "undecodable"
    #: Other bytes under a taken name.
    RIVAL = "rival"
    #: The answers do not name it.
    EXTRA = "extra"


class PhotoFlag(Base):
    """One thing about a photo that asks for a look, with the facts it stands on."""

    __tablename__ = "photo_flag"
    __table_args__ = (
        UniqueConstraint("attachment_id", "kind"),
        Index("ix_photo_flag_submission_id", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    kind: Mapped[str] = mapped_column(String(12))
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, submission_id: int) -> Select[PhotoFlag]:
        """Select the flags of a submission's photos."""
        return select(cls).where(cls.submission_id == submission_id).order_by(cls.id)


class PhotoBand(Base):
    """A quarter of a photo's perceptual hash: equal quarters find photos alike."""

    __tablename__ = "photo_band"
    __table_args__ = (
        Index("ix_photo_band_attachment_id", "attachment_id"),
        {"sqlite_with_rowid": False},
    )

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    band: Mapped[int] = mapped_column(Integer, primary_key=True)
    value: Mapped[int] = mapped_column(Integer, primary_key=True)
    attachment_id: Mapped[int] = mapped_column(
        ForeignKey("attachment.id"), primary_key=True
    )
    phash: Mapped[str] = mapped_column(String(16))


class Redaction(Base):
    """A copy of a photo with regions covered; versions are kept, the last counts.

    It covers these bytes wherever the campaign has them: a correction brings the
    same photo once more. It is of a submission's photo or of a proof.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        Index("ix_redaction_campaign_id_original", "campaign_id", "original"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"), index=True)
    #: The SHA-256 of the photo that was covered.
    original: Mapped[str] = mapped_column(String(64))
    #: [[left, top, width, height]] as shares of the upright picture, 0 to 1.
    regions: Mapped[list[Any]] = mapped_column(Json)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    undone_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int, originals: Iterable[str]) -> Select[Redaction]:
        """Select the covered copies of photos, by their bytes, oldest first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id, cls.original.in_(set(originals)))
            .order_by(cls.id)
        )


class OriginalOpening(Base):
    """Somebody opened the original of a covered or sensitive photo, and said why."""

    __tablename__ = "original_opening"
    __table_args__ = (
        Index("ix_original_opening_attachment_id", "attachment_id"),
        Index("ix_original_opening_campaign_id_at", "campaign_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"), index=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
