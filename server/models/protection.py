"""What protects the work on a phone: openings asked for, drafts that were saved."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Json, new_key, now


class OpeningState(StrEnum):
    """Where a phone's wish to be opened stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    #: The phone has its answer, or asked anew.
    OVER = "over"


class Opening(Base):
    """A phone whose PIN was forgotten asks the office to open it, once."""

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=OpeningState.ASKED)
    #: The key of the phone's store, as it was sealed to this office.
    sealed: Mapped[str] = mapped_column(Text)
    #: The public key that the answer is sealed to.
    reply_to: Mapped[str] = mapped_column(String(100))
    #: The same key sealed to the phone; gone once the phone has it.
    answer: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]

    @classmethod
    def asked_by(cls, device_ids: list[int]) -> Select[Opening]:
        """Select what these devices are waiting for."""
        return select(cls).where(
            cls.device_id.in_(device_ids), cls.state == OpeningState.ASKED
        )


class KeptDraft(Base):
    """An unfinished form out of a bundle: kept aside until somebody takes it on."""

    __tablename__ = "kept_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    instance_id: Mapped[str] = mapped_column(String(200), index=True)
    form_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    xml: Mapped[str] = mapped_column(Text)
    xml_sha256: Mapped[str] = mapped_column(String(64))
    #: Name, hash, size and type of each photo; the bytes are in the store.
    files: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    #: Answers that the form hid when it was saved.
    aside: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    saved_at: Mapped[datetime | None]
    kept_at: Mapped[datetime] = mapped_column(default=now)
    #: The submission it was taken in as.
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))

    @classmethod
    def of(cls, campaign_id: int) -> Select[KeptDraft]:
        """Select the drafts kept in a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())
