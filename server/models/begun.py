"""Drafts that a phone has begun: which, of which form, since which day; no answers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base


class Begun(Base):
    """A draft or an unsent submission that lies on a phone, as the phone said."""

    __tablename__ = "begun"
    __table_args__ = (UniqueConstraint("device_id", "instance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    instance_id: Mapped[str] = mapped_column(String(200))
    form_id: Mapped[str] = mapped_column(String(200))
    begun_on: Mapped[date]

    @classmethod
    def of(cls, device_id: int) -> Select[Begun]:
        """Select what a phone said it has begun."""
        return select(cls).where(cls.device_id == device_id).order_by(cls.id)
