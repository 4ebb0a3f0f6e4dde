"""How a campaign is organised (专班), what it does, and teams drawn by lot."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class ArrangementKind(StrEnum):
    """What an arrangement is (domain study §1, S4, S5 and S39)."""

    LEAD = "lead"
    CO_LEAD = "co_lead"
    OFFICE = "office"
    GROUP = "group"
    MECHANISM = "mechanism"
    MEASURE = "measure"
    PLAN_ITEM = "plan_item"
    MEMBER = "member"
    ACTIVITY = "activity"
    TALK = "talk"


#: What was held, on some days and with so many people; never who they were.
HELD = (ArrangementKind.ACTIVITY, ArrangementKind.TALK)


class Arrangement(Base):
    """Part of a campaign's set-up: a working group, say, its member, or a measure."""

    __tablename__ = "arrangement"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    #: Within its kind, from 1.
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    #: Whose it is: an office or posts, as text; never a person by name.
    owner: Mapped[str] = mapped_column(String(120), default="")
    #: Duties of a group, words of a mechanism, how far a measure has come.
    text: Mapped[str] = mapped_column(Text, default="")
    #: The document it rests on, with its number.
    document: Mapped[str] = mapped_column(String(200), default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    #: The office or group that a member works in, or a measure that a part carries out.
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("arrangement.id"), index=True
    )
    #: How many came to what was held.
    people: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[Arrangement]:
        """Select the arrangements of a campaign in their order."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.kind, cls.position, cls.id)
        )


class Draw(Base):
    """Teams drawn by lot for places (抽签), with all that it takes to draw again."""

    __tablename__ = "draw"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    purpose: Mapped[str] = mapped_column(String(200))
    seed: Mapped[str] = mapped_column(String(64))
    #: The teams that took part: code, name, and the places that each must not go to.
    pool: Mapped[list[Any]]
    #: The places, by code and name, in the order in which they were drawn for.
    places: Mapped[list[Any]]
    #: The team's code for each place, in the same order.
    result: Mapped[list[str]]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[Draw]:
        """Select the draws of a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())
