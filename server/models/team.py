"""Teams, the phones they carry, and the codes that bring a phone in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class Team(Base):
    """A visiting team (察访组) and the regions it goes to."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(24), default="visit")
    level: Mapped[str] = mapped_column(String(10), default="county")
    #: Whose team it is: an office above sees it.
    region_code: Mapped[str | None] = mapped_column(String(12))
    #: 12-digit codes; the team's regions.csv is made of these and what is below.
    region_codes: Mapped[list[str]] = mapped_column(default=list)
    #: Where it must not go (回避): 12-digit codes, with all that is below.
    recusal_codes: Mapped[list[str]] = mapped_column(
        default=list, server_default=text("'[]'")
    )

    @classmethod
    def of(cls, campaign_id: int) -> Select[Team]:
        """Select the teams of a campaign in code order."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.code)


class Device(Base):
    """A phone that may send for a team; its token is stored hashed."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    label: Mapped[str] = mapped_column(String(60))
    platform: Mapped[str] = mapped_column(String(120), default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

    @classmethod
    def of(cls, team_id: int) -> Select[Device]:
        """Select the devices of a team, newest first."""
        return select(cls).where(cls.team_id == team_id).order_by(cls.id.desc())


class Enrolment(Base):
    """A one-time code that turns into a device's token within 24 hours."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
