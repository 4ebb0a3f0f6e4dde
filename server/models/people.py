"""Users, what they may do, and their signed-in sessions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Role(StrEnum):
    """What a user is in a campaign (domain study §2.4)."""

    OFFICE = "office"
    REVIEWER = "reviewer"
    VERIFIER = "verifier"
    #: Of a working group: reads all of a region, and works on what findings share.
    WORKING_GROUP = "working_group"
    #: A leader: sums, the ledger and findings of a region, never what was filled in.
    LEADER_VIEW = "leader_view"
    #: Reads what was done, and by whom; nothing of what it was about.
    AUDITOR = "auditor"
    #: Works on clues, and reads what they say in full.
    CLUE_OFFICER = "clue_officer"
    TEAM_LEADER = "team_leader"
    INSPECTOR = "inspector"
    UNIT_CONTACT = "unit_contact"


class User(Base):
    """A person who signs in; identified by a staff number, not by a name."""

    __tablename__ = "app_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(60))
    staff_no: Mapped[str] = mapped_column(String(30), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Grant(Base):
    """A role in a campaign: over a region and what is below, in a team, for a unit."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_user_id", "user_id"),
        Index("ix_role_grant_campaign_id_team_id", "campaign_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    role: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[str | None] = mapped_column(String(12))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    @classmethod
    def of(cls, user_id: int) -> Select[Grant]:
        """Select what a user holds, oldest first."""
        return select(cls).where(cls.user_id == user_id).order_by(cls.id)


class SignIn(Base):
    """A signed-in browser; the cookie's value is stored hashed."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf: Mapped[str] = mapped_column(String(32), default=new_key)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class FailedSignIn(Base):
    """A wrong password: counted per login and per address, both hashed."""

    __tablename__ = "failed_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
