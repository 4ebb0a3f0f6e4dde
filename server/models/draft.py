"""Forms on trial: not published, with what was filled to try them.

Rows of their own, so that no count, feed or export can see them, and so that all of
it goes in one change.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from server.db import Base, new_key, now


class EditState(StrEnum):
    """Whether an edit stands, may be made again, or was left for another one."""

    DONE = "done"
    UNDONE = "undone"
    LEFT = "left"


class FormDraft(Base):
    """A version that may be published: its source, compiled, and who may fill it."""

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    form_id: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    xform: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    xform_md5: Mapped[str] = mapped_column(String(32))
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    source_name: Mapped[str] = mapped_column(String(200))
    rules: Mapped[list[Any]] = mapped_column(default=list)
    media_names: Mapped[list[str]] = mapped_column(default=list)
    #: Of the token that opens this draft and nothing else; none before anybody is
    #: invited.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    #: Counts what was done to the workbook; who saw an older one is told.
    edition: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The edition that the compiled form, problems and warnings are of.
    checked: Mapped[int] = mapped_column(default=0, server_default="0")
    #: What keeps the workbook as it is now from being a form, as versions keep their
    #: warnings; while there is any, phones get the form from before.
    problems: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    warnings: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")

    @classmethod
    def of(cls, campaign_id: int) -> Select[FormDraft]:
        """Select the drafts of a campaign, newest first."""
        chosen = select(cls).where(cls.campaign_id == campaign_id)
        return chosen.order_by(cls.id.desc())


class FormEdit(Base):
    """One step of editing a draft: cells, or a file put in the place of another."""

    __tablename__ = "form_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("form_draft.id"), index=True)
    #: The draft's edition when this was last done or undone.
    edition: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=EditState.DONE)
    #: What changed, each cell as it was written before and after.
    cells: Mapped[list[Any]] = mapped_column(default=list)
    #: The file that was put in; empty for cells, of the workbook its name.
    file: Mapped[str] = mapped_column(String(200), default="")
    is_workbook: Mapped[bool] = mapped_column(default=False)
    #: The other content of that file: before it while this stands, after it once
    #: undone.
    other: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, draft_id: int) -> Select[FormEdit]:
        """Select the edits of a draft, the last first."""
        chosen = select(cls).where(cls.draft_id == draft_id)
        return chosen.order_by(cls.id.desc())


class DraftFile(Base):
    """A list or picture that a draft needs."""

    __tablename__ = "form_draft_file"
    __table_args__ = (UniqueConstraint("draft_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("form_draft.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    md5: Mapped[str] = mapped_column(String(32))

    @classmethod
    def of(cls, draft_id: int) -> Select[DraftFile]:
        """Select the files of a draft by name."""
        return select(cls).where(cls.draft_id == draft_id).order_by(cls.name)


class DraftSubmission(Base):
    """What somebody filled to try a draft, and what a look at it gave."""

    __tablename__ = "draft_submission"
    __table_args__ = (UniqueConstraint("draft_id", "instance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("form_draft.id"))
    instance_id: Mapped[str] = mapped_column(String(100))
    xml: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    answers: Mapped[dict[str, Any]]
    #: What the rules would propose: title, kind, category, severity, days, rule.
    proposals: Mapped[list[Any]]
    issues: Mapped[list[Any]]
    received_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, draft_id: int) -> Select[DraftSubmission]:
        """Select what was sent to a draft, newest first."""
        chosen = select(cls).where(cls.draft_id == draft_id)
        return chosen.order_by(cls.id.desc())


class DraftPhoto(Base):
    """A file that answers to a draft name, bytes and all."""

    __tablename__ = "draft_photo"
    __table_args__ = (UniqueConstraint("submission_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("form_draft.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("draft_submission.id"))
    name: Mapped[str] = mapped_column(String(200))
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))

    @classmethod
    def of(cls, draft_id: int) -> Select[DraftPhoto]:
        """Select the files that were sent to a draft."""
        return select(cls).where(cls.draft_id == draft_id).order_by(cls.id)
