"""Clues (线索): what somebody says may be wrong, until it is answered and closed.

What is said in full is sealed in its row; the register has the digest. See
docs/decisions/0120.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class ClueSource(StrEnum):
    """Where a clue comes from (线索五源): these five, in this order, and no other."""

    PETITION = "petition"
    VISIT = "visit"
    DATA = "data"
    DEPARTMENT = "department"
    TOUR = "tour"


class ClueState(StrEnum):
    """Where a clue stands; that it is late is computed."""

    REGISTERED = "registered"
    SCREENED = "screened"
    OUT_OF_SCOPE = "out_of_scope"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    CHECKING = "checking"
    CONCLUDED = "concluded"
    ANSWERED = "answered"
    CLOSED = "closed"


class ClueOutcome(StrEnum):
    """What a check came to; what is held may be taken up again."""

    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    NOT_SUBSTANTIATED = "not_substantiated"
    HELD = "held"


class CluePart(StrEnum):
    """What a unit does about a clue; the last three are the joint handling (室组地)."""

    LEAD = "lead"
    ASSIST = "assist"
    ROOM = "room"
    STATIONED = "stationed"
    LOCAL = "local"


class Link(StrEnum):
    """Which came first: a finding that was referred, or a clue that held."""

    FROM = "from"
    INTO = "into"


#: What stands between several units in one field.
NAME_ENDS = "、,，;；\n"
#: What is over: nobody owes anything.
FINISHED = (ClueState.OUT_OF_SCOPE, ClueState.ANSWERED, ClueState.CLOSED)
#: Those in which it can be late.
UNFINISHED = tuple(state for state in ClueState if state not in FINISHED)


class Clue(Base):
    """A clue in the register of one region."""

    __tablename__ = "clue"
    __table_args__ = (
        UniqueConstraint("campaign_id", "clue_no"),
        Index("ix_clue_campaign_id_region_code", "campaign_id", "region_code"),
        Index("ix_clue_campaign_id_state", "campaign_id", "state"),
        Index(
            "ix_clue_campaign_id_external_no", "campaign_id", "source", "external_no"
        ),
        Index("ix_clue_finding_id", "finding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: In whose register it stands: by this it is seen, and by nothing else.
    region_code: Mapped[str] = mapped_column(String(12))
    #: Where it is said to be so; empty when nobody said.
    place_code: Mapped[str | None] = mapped_column(String(12))
    clue_no: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(16))
    sub_source: Mapped[str] = mapped_column(String(60), default="")
    #: The number under which it came: of a hotline order, an audit, a tour.
    external_no: Mapped[str] = mapped_column(String(60), default="")
    #: Whom it speaks of (反映单位): an office, never a person.
    unit_named: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    category_code: Mapped[str] = mapped_column(String(16), default="")
    #: What offices of the place read: who it is from stands nowhere in it.
    digest: Mapped[str] = mapped_column(Text, default="")
    #: What was said in full, sealed to this office.
    content: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), default=ClueState.REGISTERED)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    #: How often a unit gave it back (退回).
    returned: Mapped[int] = mapped_column(default=0)
    answered_on: Mapped[date | None]
    #: The one finding that it came from, or that it became.
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    finding_link: Mapped[str] = mapped_column(String(8), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def names(self) -> list[str]:
        """The units named, one by one; several may stand in one field."""
        lines = self.unit_named.translate(dict.fromkeys(map(ord, NAME_ENDS), "\n"))
        return ["".join(one.split()) for one in lines.split("\n") if one.strip()]

    @classmethod
    def of(cls, campaign_id: int) -> Select[Clue]:
        """Select the clues of a campaign, the last received first."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.received_on.desc(), cls.clue_no.desc())
        )


class ClueSeries(Base):
    """The last number of a region and a day: it goes on when rows are undone."""

    __tablename__ = "clue_series"
    __table_args__ = (UniqueConstraint("campaign_id", "head"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    head: Mapped[str] = mapped_column(String(56))
    last: Mapped[int]


class ClueUnit(Base):
    """A spell in which a unit has a part in a clue."""

    __tablename__ = "clue_unit"
    __table_args__ = (Index("ix_clue_unit_clue_id", "clue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"))
    part: Mapped[str] = mapped_column(String(10))
    #: As the office calls it: many are no units of the campaign.
    name: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    from_at: Mapped[datetime] = mapped_column(default=now)
    until_at: Mapped[datetime | None]

    @classmethod
    def now_on(cls, clue_id: int) -> Select[ClueUnit]:
        """Select who has a part now, in the order in which they were named."""
        return (
            select(cls)
            .where(cls.clue_id == clue_id, cls.until_at.is_(None))
            .order_by(cls.id)
        )


class ClueStep(Base):
    """A step of a clue, what was said with it, and how the clue stood from then on."""

    __tablename__ = "clue_step"
    __table_args__ = (
        Index("ix_clue_step_clue_id", "clue_id", "from_at"),
        Index("ix_clue_step_campaign_id", "campaign_id", "from_at", "until_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"))
    step: Mapped[str] = mapped_column(String(16))
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    #: For clue officers: nobody else reads it.
    words: Mapped[str] = mapped_column(Text, default="")
    #: Every column of the register that a person can change.
    state: Mapped[dict[str, Any]]

    @classmethod
    def of(cls, clue_id: int) -> Select[ClueStep]:
        """Select the steps of a clue, oldest first."""
        return select(cls).where(cls.clue_id == clue_id).order_by(cls.id)


class ClueOpening(Base):
    """Somebody opened what was said in full, and said why."""

    __tablename__ = "clue_opening"
    __table_args__ = (Index("ix_clue_opening_clue_id", "clue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, clue_id: int) -> Select[ClueOpening]:
        """Select who opened a clue, the last first."""
        return select(cls).where(cls.clue_id == clue_id).order_by(cls.id.desc())
