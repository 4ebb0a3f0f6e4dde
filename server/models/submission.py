"""What phones sent: answers, the files they named, and what clashed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from server.db import Base, Json, new_key, now


class SubmissionState(StrEnum):
    """Where a submission stands on the server (domain study §2.3)."""

    PARTIAL = "partial"
    COMPLETE = "complete"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


#: What is wholly here and not sent back: people may judge it and what it gave.
JUDGED = (SubmissionState.COMPLETE, SubmissionState.ACCEPTED)


class Lateness(StrEnum):
    """Why a submission came late: its form, its phone or its person had ended."""

    IN_TIME = ""
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    SHUT = "shut"
    MOVED = "moved"


class Submission(Base):
    """One filled form, byte for byte as it came, and where it stands."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("campaign_id", "instance_id"),
        Index("ix_submission_campaign_id_team_id", "campaign_id", "team_id"),
        Index("ix_submission_campaign_id_state", "campaign_id", "state"),
        Index("ix_submission_campaign_id_finished_at", "campaign_id", "finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    instance_id: Mapped[str] = mapped_column(String(200))
    #: The submission that this one corrects.
    revision_of: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    xml: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    xml_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    #: Why it is late evidence; empty when it came in time.
    late: Mapped[str] = mapped_column(String(12), default=Lateness.IN_TIME)
    title: Mapped[str] = mapped_column(String(200), default="")
    site_name: Mapped[str] = mapped_column(String(200), default="")
    region_code: Mapped[str | None] = mapped_column(String(12))
    finished_at: Mapped[datetime]
    #: How far the phone's clock was ahead of ours when it sent, in seconds.
    clock_offset_s: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(default=now)
    complete_at: Mapped[datetime | None]
    #: Filled by the job that runs the rules; JSON-safe, by question name.
    answers: Mapped[dict[str, Any] | None] = deferred(mapped_column(Json))
    rules_run_at: Mapped[datetime | None]
    rule_troubles: Mapped[list[Any]] = mapped_column(default=list)
    #: What does not fit in the answers, by question and row: `forms.issues`.
    issues: Mapped[list[Any]] = mapped_column(default=list)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    #: [{"question", "repeat_uuid", "text"}] beside the reason.
    return_notes: Mapped[list[Any]] = mapped_column(default=list)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]


class RivalAnswers(Base):
    """Other answers that came under a taken instance id; kept, never merged."""

    __tablename__ = "rival_answers"
    __table_args__ = (UniqueConstraint("submission_id", "xml_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    xml: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    xml_sha256: Mapped[str] = mapped_column(String(64))
    #: Name, hash, size and type of each photo that came along; bytes in the store.
    files: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    received_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, submission_id: int) -> Select[RivalAnswers]:
        """Select the rivals of a submission, oldest first."""
        return select(cls).where(cls.submission_id == submission_id).order_by(cls.id)


class Attachment(Base):
    """A file of a submission: declared when named, received when stored.

    Other bytes under the same name are a row of their own, marked rival.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index(
            "uq_attachment_name",
            "submission_id",
            "name",
            unique=True,
            sqlite_where=text("NOT rival"),
            postgresql_where=text("NOT rival"),
        ),
        Index("ix_attachment_campaign_id_sha256", "campaign_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    #: The device that sent the bytes; only it is told that they are here.
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    #: The phone's label for the file; never a path, never a key.
    name: Mapped[str] = mapped_column(String(300))
    #: Declared by the phone's manifest, or found when the bytes arrived.
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    mime: Mapped[str] = mapped_column(String(80), default="")
    #: Whether the answers name it; a file that they do not name is an extra.
    named: Mapped[bool]
    rival: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime | None]
    question: Mapped[str | None] = mapped_column(String(200))
    repeat_uuid: Mapped[str | None] = mapped_column(String(200))
    position: Mapped[int | None]
    captured_at: Mapped[datetime | None]
    #: in_page_camera, input_camera, gallery or unknown
    source: Mapped[str] = mapped_column(String(16), default="unknown")
    #: {"lat", "lon", "acc", "age_s"}, WGS-84, from the Geolocation API
    gps: Mapped[dict[str, Any] | None] = mapped_column(Json)
    #: What the darkroom saw: width, height, taken_at, make, phash, trouble …
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)

    #: Whether a reviewer let the responsible unit see it: nobody who must stay
    #: unknown is on it.
    is_released: Mapped[bool] = mapped_column(default=False)
    #: "sensitive": leaves only as a covered copy; empty for all others.
    sensitivity: Mapped[str] = mapped_column(
        String(12), default="", server_default=text("''")
    )

    @classmethod
    def of(cls, submission_id: int) -> Select[Attachment]:
        """Select the files of a submission in the order they were named."""
        return select(cls).where(cls.submission_id == submission_id).order_by(cls.id)


class Delivery(Base):
    """Another device that sent the same bytes of a file, so may know they are here."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("attachment_id", "device_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))


class Upload(Base):
    """A file on its way in pieces (tus); the pieces lie on disk until whole."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    length: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
