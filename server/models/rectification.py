"""Rectification: who owes what for a finding, and what proves that it was done."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    case,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Part(StrEnum):
    """A unit's part in a finding: to lead (牵头), assist (配合), oversee (监管)."""

    LEAD = "lead"
    ASSIST = "assist"
    OVERSEE = "oversee"


#: Those who have to put it right; who oversees only looks on.
OWING = (Part.LEAD, Part.ASSIST)


class Rectification(Base):
    """A spell in which one unit has a part in one finding (整改); kept for good."""

    __tablename__ = "rectification"
    __table_args__ = (
        UniqueConstraint("finding_id", "unit_id", "assigned_at"),
        Index("ix_rectification_unit_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    part: Mapped[str] = mapped_column(String(8))
    assigned_at: Mapped[datetime] = mapped_column(default=now)
    acknowledged_at: Mapped[datetime | None]
    #: A unit disputes a finding once, in whichever of its spells.
    disputed_at: Mapped[datetime | None]
    dispute_reason: Mapped[str] = mapped_column(Text, default="")
    #: When the spell ended; the row stays for the history.
    released_at: Mapped[datetime | None]
    #: Of 100, as the unit's last progress note says.
    progress: Mapped[int] = mapped_column(default=0)
    reported_at: Mapped[datetime | None]
    report: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, finding_id: int) -> Select[Rectification]:
        """Select who is on a finding now: who leads, who assists, who oversees."""
        in_turn = {part: place for place, part in enumerate(Part)}
        return (
            select(cls)
            .where(cls.finding_id == finding_id, cls.released_at.is_(None))
            .order_by(case(in_turn, value=cls.part), cls.id)
        )

    @classmethod
    def ever(cls, finding_id: int) -> Select[Rectification]:
        """Select every spell of every unit on a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class RectificationMeasure(Base):
    """One thing a unit does about a finding (整改措施)."""

    __tablename__ = "rectification_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    rectification_id: Mapped[int] = mapped_column(
        ForeignKey("rectification.id"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    #: "point" (this place) or "area" (all places of the kind).
    scope: Mapped[str] = mapped_column(String(8))
    #: "now" or "long_term" (长效机制).
    horizon: Mapped[str] = mapped_column(String(10))
    owner_post: Mapped[str] = mapped_column(String(60), default="")
    due_on: Mapped[date | None]
    planned_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
    #: Why it was not done, when something else took its place.
    explained: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, finding_id: int) -> Select[RectificationMeasure]:
        """Select the measures of the units that are on a finding, oldest first."""
        owing = Rectification.of(finding_id).with_only_columns(Rectification.id)
        return (
            select(cls)
            .where(cls.rectification_id.in_(owing.order_by(None)))
            .order_by(cls.id)
        )


class ProgressNote(Base):
    """What a unit says of how far it is (整改进展)."""

    __tablename__ = "progress_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    rectification_id: Mapped[int] = mapped_column(
        ForeignKey("rectification.id"), index=True
    )
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    text: Mapped[str] = mapped_column(Text)
    progress: Mapped[int]


class Proof(Base):
    """A file that shows what was done (佐证材料): a photo or a document."""

    __tablename__ = "proof"
    __table_args__ = (UniqueConstraint("finding_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    #: The unit that brought it; empty when a team or a verifier did.
    rectification_id: Mapped[int | None] = mapped_column(
        ForeignKey("rectification.id"), index=True
    )
    name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    #: Whether the office lets it leave in what is handed up, if it is a picture.
    is_released: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: "sensitive": leaves only as a covered copy; empty for all others.
    sensitivity: Mapped[str] = mapped_column(
        String(12), default="", server_default=text("''")
    )

    @classmethod
    def of(cls, finding_id: int) -> Select[Proof]:
        """Select the proofs of a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class VerificationStep(Base):
    """What the verifier of one level found (核查)."""

    __tablename__ = "verification_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    passed: Mapped[bool]
    comment: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def of(cls, finding_id: int) -> Select[VerificationStep]:
        """Select the verification steps of a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class Extension(Base):
    """A move of a due date (延期): asked by a unit, or set when work starts anew."""

    __tablename__ = "extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    #: Empty when nobody asked: a failed verification or a reopening set the date.
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str] = mapped_column(Text)
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]

    @classmethod
    def of(cls, finding_id: int) -> Select[Extension]:
        """Select the moves of a finding's due date, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class SettingAside(Base):
    """A proposal to clear (不属实) or exempt (容错); a second person decides."""

    __tablename__ = "setting_aside"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    #: "cleared" or "exempted".
    outcome: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]
    agreed: Mapped[bool | None]

    @classmethod
    def of(cls, finding_id: int) -> Select[SettingAside]:
        """Select the proposals about a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)


class Statement(Base):
    """What a unit says of a problem before it is confirmed (当事单位说明)."""

    __tablename__ = "statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    unit_text: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, finding_id: int) -> Select[Statement]:
        """Select what units said of a finding, oldest first."""
        return select(cls).where(cls.finding_id == finding_id).order_by(cls.id)
