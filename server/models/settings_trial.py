"""Settings of a campaign that are tried on what is there before they hold."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class TrialState(StrEnum):
    """What became of settings that were to be tried."""

    OPEN = "open"
    APPLIED = "applied"
    DROPPED = "dropped"


class SettingsTrial(Base):
    """Some settings with other values; a rule book of each form tries them."""

    __tablename__ = "settings_trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    #: Setting → the value that it would have.
    settings: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default=TrialState.OPEN)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[SettingsTrial]:
        """Select the trials of a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())
