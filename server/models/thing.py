"""Things that are counted once, however often and under whatever name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Thing(Base):
    """An app or a plaque under one spelling; others may be aliases of it."""

    __tablename__ = "thing"
    __table_args__ = (
        UniqueConstraint("campaign_id", "kind", "normal_name", "normal_issuer"),
        Index("ix_thing_head", "campaign_id", "kind", "head", "size"),
        Index("ix_thing_tail", "campaign_id", "kind", "tail", "size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(20))
    #: As it was written first.
    name: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    normal_name: Mapped[str] = mapped_column(String(200))
    normal_issuer: Mapped[str] = mapped_column(String(200), default="")
    #: The name's first and last two letters and its length: who may be alike.
    head: Mapped[str] = mapped_column(String(4))
    tail: Mapped[str] = mapped_column(String(4))
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Mention(Base):
    """One place in a submission's answers where a thing is named."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("submission_id", "kind", "repeat_uuid"),
        Index("ix_mention_campaign_id_kind", "campaign_id", "kind", "thing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    repeat_uuid: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), index=True)


class Alias(Base):
    """A person's word that a thing is another one, until it is taken back."""

    __tablename__ = "alias"
    __table_args__ = (
        Index("ix_alias_campaign_id_kind", "campaign_id", "kind"),
        Index(
            "uq_alias_standing",
            "thing_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"))
    #: What it is counted as.
    of_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), index=True)
    #: The question that a person answered so.
    likeness_id: Mapped[int | None] = mapped_column(
        ForeignKey("likeness.id"), index=True
    )
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    undone_at: Mapped[datetime | None]

    @classmethod
    def standing(cls, campaign_id: int, kind: str) -> Select[Alias]:
        """Select the aliases of a kind that nobody has taken back."""
        return select(cls).where(
            cls.campaign_id == campaign_id, cls.kind == kind, cls.undone_at.is_(None)
        )


class LikenessState(StrEnum):
    """What people have said about two things that look alike."""

    PROPOSED = "proposed"
    SAME = "same"
    DIFFERENT = "different"


class Likeness(Base):
    """Two things whose names are so alike that a person should look."""

    __tablename__ = "likeness"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        Index("ix_likeness_campaign_id_kind", "campaign_id", "kind", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(20))
    #: The older thing.
    left_id: Mapped[int] = mapped_column(ForeignKey("thing.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), index=True)
    #: How alike, of 100.
    score: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=LikenessState.PROPOSED)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]
