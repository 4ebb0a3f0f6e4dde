"""The counties of a campaign as shapes, from a file that the office brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, now


class CountyMap(Base):
    """One drawing of a campaign's counties (边界); there is none of our own."""

    __tablename__ = "county_map"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    width: Mapped[int]
    height: Mapped[int]
    #: County code → its path in SVG, and where its name stands.
    shapes: Mapped[dict[str, Any]]
    file_name: Mapped[str] = mapped_column(String(200), default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
