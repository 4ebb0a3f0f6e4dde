"""What is written about clues: letters that hand them on, minutes of conferences."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class TransferState(StrEnum):
    """Where a transfer stands; that its result is late is computed."""

    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    ANSWERED = "answered"


#: Those to which somebody still owes an answer.
WITH_THEM = (TransferState.SENT, TransferState.RECEIVED)


class ClueTransfer(Base):
    """A clue handed on to another body (线索移送), with its letter's number."""

    __tablename__ = "clue_transfer"
    __table_args__ = (
        UniqueConstraint("campaign_id", "region_code", "year", "sequence"),
        Index("ix_clue_transfer_clue_id", "clue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"))
    #: The register of its clue: it counts within it.
    region_code: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    sequence: Mapped[int]
    #: As it is printed: 察访移〔2026〕3号.
    no: Mapped[str] = mapped_column(String(60))
    to_unit: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    #: What goes along with the letter, one thing a line.
    papers: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=TransferState.SENT)
    sent_on: Mapped[date]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    due_on: Mapped[date]
    #: When they had it, or would not have it; and what they said.
    received_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    refusal: Mapped[str] = mapped_column(Text, default="")
    result_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, clue_id: int) -> Select[ClueTransfer]:
        """Select the transfers of a clue, oldest first."""
        return select(cls).where(cls.clue_id == clue_id).order_by(cls.id)


class CaseConference(Base):
    """A meeting of several bodies about clues (会商研判)."""

    __tablename__ = "case_conference"
    __table_args__ = (
        UniqueConstraint("campaign_id", "region_code", "year", "sequence"),
        Index("ix_case_conference_campaign_id", "campaign_id", "region_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    region_code: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    sequence: Mapped[int]
    #: As it is printed: 察访会纪〔2026〕1号.
    no: Mapped[str] = mapped_column(String(60))
    held_on: Mapped[date]
    venue: Mapped[str] = mapped_column(String(60), default="")
    #: Who was there, one a line: units, no persons.
    units: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[CaseConference]:
        """Select the conferences of a campaign, the last first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.held_on.desc(), cls.id.desc())
        )


class ConferenceDecision(Base):
    """What a conference decided about one clue."""

    __tablename__ = "conference_decision"
    __table_args__ = (
        UniqueConstraint("conference_id", "clue_id"),
        Index("ix_conference_decision_clue_id", "clue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    conference_id: Mapped[int] = mapped_column(ForeignKey("case_conference.id"))
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"))
    words: Mapped[str] = mapped_column(Text)
    lead: Mapped[str] = mapped_column(String(120), default="")
    #: One unit a line.
    assist: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, conference_id: int) -> Select[ConferenceDecision]:
        """Select what a conference decided, in the order of its clues."""
        return select(cls).where(cls.conference_id == conference_id).order_by(cls.id)
