"""Forms and their published versions, with the files that go along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from server.db import Base, new_key, now


class FormState(StrEnum):
    """Whether phones are offered a form; answers are taken in every state."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Form(Base):
    """A form of a campaign, whatever its version."""

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("campaign_id", "form_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    form_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=FormState.OPEN)
    current_version_id: Mapped[int | None]
    #: The rules in force; without one, each version's own.
    rule_book_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, campaign_id: int) -> Select[Form]:
        """Select the forms of a campaign by form id."""
        return select(cls).where(cls.campaign_id == campaign_id).order_by(cls.form_id)


class FormVersion(Base):
    """What was published under a form id and version; never changes afterwards."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    version: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    xform: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    xform_md5: Mapped[str] = mapped_column(String(32))
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    source_name: Mapped[str] = mapped_column(String(200))
    rules: Mapped[list[Any]] = mapped_column(default=list)
    #: What is counted once however it is named: `forms.distinct`.
    distinct: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    #: What the author should mend: its code, its place and its words in both
    #: languages {"code", "sheet", "row", "column", "zh", "en"}; older ones have the
    #: words alone.
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    media_names: Mapped[list[str]] = mapped_column(default=list)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    published_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, form_id: int) -> Select[FormVersion]:
        """Select the versions of a form, newest first."""
        return select(cls).where(cls.form_id == form_id).order_by(cls.id.desc())


class FormFile(Base):
    """A list or picture that a form version needs (plaque_list.csv)."""

    __tablename__ = "form_file"
    __table_args__ = (UniqueConstraint("form_version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    md5: Mapped[str] = mapped_column(String(32))

    @classmethod
    def of(cls, form_version_id: int) -> Select[FormFile]:
        """Select the files of a form version by name."""
        return (
            select(cls).where(cls.form_version_id == form_version_id).order_by(cls.name)
        )

    @classmethod
    def of_versions(cls, versions: Iterable[int]) -> Select[FormFile]:
        """Select the files of several versions, those of the newest last."""
        chosen = select(cls).where(cls.form_version_id.in_(list(versions)))
        return chosen.order_by(cls.form_version_id, cls.name)
