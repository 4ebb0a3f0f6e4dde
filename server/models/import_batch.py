"""What one import brought, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class ImportBatch(Base):
    """One file that was imported (导入批次), row by row."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    #: The rows that were new, as they were read; never a password.
    added: Mapped[list[Any]] = mapped_column(default=list)
    #: The rows that became others: what each was and what it became.
    changed: Mapped[list[Any]] = mapped_column(default=list)
    #: The rows that went.
    removed: Mapped[list[Any]] = mapped_column(default=list)
    #: The logins of people who had no account before.
    accounts: Mapped[list[str]] = mapped_column(default=list)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    undone_at: Mapped[datetime | None]

    @classmethod
    def of(cls, campaign_id: int) -> Select[ImportBatch]:
        """Select the imports of a campaign, newest first."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.id.desc())
