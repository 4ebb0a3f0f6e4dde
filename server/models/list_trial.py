"""What a list of a campaign would become: tried before it is so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, String, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from server.db import Base, new_key, now
from server.models.settings_trial import TrialState


class ListTrial(Base):
    """A file for an entity list, or the list as it stands now; rule books try it."""

    __tablename__ = "list_trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    #: Of the list, which may not be there yet.
    name: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    #: None: the list is as it should be, and only looked at again.
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    state: Mapped[str] = mapped_column(String(10), default=TrialState.OPEN)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int, name: str) -> Select[ListTrial]:
        """Select the trials of a list, newest first."""
        chosen = select(cls).where(cls.campaign_id == campaign_id, cls.name == name)
        return chosen.order_by(cls.id.desc())
