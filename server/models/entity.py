"""Entity lists: what submissions make and change, each version kept (名单)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Sharing(StrEnum):
    """Whose phones have an entry of a list."""

    TEAM = "team"
    REGION = "region"
    CAMPAIGN = "campaign"


class EntityList(Base):
    """A list of a campaign that forms read as CSV and write by their answers."""

    __tablename__ = "entity_list"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    #: As forms call it, without `.csv`.
    name: Mapped[str] = mapped_column(String(100))
    sharing: Mapped[str] = mapped_column(String(10), default=Sharing.TEAM)
    properties: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[EntityList]:
        """Select the lists of a campaign by name."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.name)


class Entity(Base):
    """One entry of a list as it stands now."""

    __tablename__ = "entity"
    __table_args__ = (
        UniqueConstraint("list_id", "uuid"),
        Index("ix_entity_campaign_id_conflict", "campaign_id", "conflict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("entity_list.id"))
    #: As phones know it; of a list that was brought, its column `name`.
    uuid: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    label: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: Whose it is; None where nobody went there for it.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(String(12))
    #: "soft" or "hard" until a person has looked (`sync.entities`).
    conflict: Mapped[str] = mapped_column(String(4), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]

    @classmethod
    def of(cls, list_id: int) -> Select[Entity]:
        """Select the entries of a list, deleted ones too, oldest first."""
        return select(cls).where(cls.list_id == list_id).order_by(cls.id)

    @classmethod
    def standing(cls, list_id: int) -> Select[Entity]:
        """Select the entries of a list that nobody has deleted, oldest first."""
        return cls.of(list_id).where(cls.deleted_at.is_(None))


class EntityAct(StrEnum):
    """What made a version."""

    CREATED = "created"
    UPDATED = "updated"
    CORRECTED = "corrected"
    BROUGHT = "brought"
    RESOLVED = "resolved"
    DELETED = "deleted"
    RESTORED = "restored"


class EntityVersion(Base):
    """What an entry was, and who said so; never changes."""

    __tablename__ = "entity_version"
    __table_args__ = (UniqueConstraint("entity_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: What was said, of which the rest follows; the label among it.
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    submission_id: Mapped[int | None] = mapped_column(
        ForeignKey("submission.id"), index=True
    )
    row: Mapped[str] = mapped_column(String(200), default="")
    base: Mapped[int | None]
    trunk: Mapped[int | None]
    branch: Mapped[str] = mapped_column(String(36), default="")
    branch_base: Mapped[int | None]
    #: Made without what it waited for.
    forced: Mapped[bool] = mapped_column(default=False)
    conflict: Mapped[str] = mapped_column(String(4), default="")
    disputed: Mapped[list[str]] = mapped_column(default=list)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, entity_id: int) -> Select[EntityVersion]:
        """Select the versions of an entry, oldest first."""
        return select(cls).where(cls.entity_id == entity_id).order_by(cls.number)


class EntityWait(Base):
    """A submission's word on an entry that could not be applied yet (待并入)."""

    __tablename__ = "entity_wait"
    __table_args__ = (
        UniqueConstraint("submission_id", "list_id", "uuid", "row"),
        Index("ix_entity_wait_list_id_uuid", "list_id", "uuid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("entity_list.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    region_code: Mapped[str | None] = mapped_column(String(12))
    row: Mapped[str] = mapped_column(String(200), default="")
    uuid: Mapped[str] = mapped_column(String(36), default="")
    #: What was said: `forms.entities.EntityBlock`.
    block: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(default=now)
    #: When it was applied, or put aside by a person or by its correction.
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    @classmethod
    def open(cls, list_id: int) -> Select[EntityWait]:
        """Select what still waits in a list, oldest first."""
        chosen = select(cls).where(cls.list_id == list_id, cls.settled_at.is_(None))
        return chosen.order_by(cls.id)
