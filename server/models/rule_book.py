"""Rules, parameters and lists that a form has been given since it was published."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from server.db import Base, new_key, now
from server.db.base import Json


class RuleBookState(StrEnum):
    """How far a rule book has come: tried on what is there, then put in force."""

    TRYING = "trying"
    TRIED = "tried"
    APPLYING = "applying"
    APPLIED = "applied"


class RuleBook(Base):
    """What takes the place of a form's own rules; its content never changes."""

    __tablename__ = "rule_book"
    __table_args__ = (UniqueConstraint("form_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    number: Mapped[int]
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    source_name: Mapped[str] = mapped_column(String(200))
    #: None: each version's own. Kept as JSON's null.
    rules: Mapped[list[Any] | None] = mapped_column(Json, nullable=False)
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default=RuleBookState.TRYING)
    #: The last submission that was looked at, so that a stop costs one batch.
    cursor: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    applied_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    applied_at: Mapped[datetime | None]
    #: The settings that it only tries: it is never in force itself.
    settings_trial_id: Mapped[int | None] = mapped_column(index=True)
    #: The entity list that it only tries, in the same way.
    list_trial_id: Mapped[int | None] = mapped_column(index=True)

    @classmethod
    def of(cls, form_id: int) -> Select[RuleBook]:
        """Select the rule books of a form, newest first; none that only tries."""
        chosen = select(cls).where(cls.form_id == form_id, *cls._in_earnest())
        return chosen.order_by(cls.number.desc())

    @classmethod
    def numbered(cls, form_id: int, number: int) -> Select[RuleBook]:
        """Select one rule book of a form, also one that only tries."""
        return select(cls).where(cls.form_id == form_id, cls.number == number)

    @classmethod
    def of_trial(cls, trial_id: int) -> Select[RuleBook]:
        """Select what tries some settings, form by form."""
        chosen = select(cls).where(cls.settings_trial_id == trial_id)
        return chosen.order_by(cls.form_id)

    @classmethod
    def of_list_trial(cls, trial_id: int) -> Select[RuleBook]:
        """Select what tries an entity list, form by form."""
        chosen = select(cls).where(cls.list_trial_id == trial_id)
        return chosen.order_by(cls.form_id)

    @classmethod
    def _in_earnest(cls) -> tuple[ColumnElement[bool], ...]:
        return cls.settings_trial_id.is_(None), cls.list_trial_id.is_(None)

    @classmethod
    def applied_to(cls, form_id: int) -> Select[RuleBook]:
        """Select those that are or were in force for a form, oldest first."""
        return (
            select(cls)
            .where(
                cls.form_id == form_id,
                cls.applied_at.is_not(None),
                *cls._in_earnest(),
            )
            .order_by(cls.applied_at)
        )


class RuleBookList(Base):
    """A list that a rule book brings: retained plaques, an inspection plan."""

    __tablename__ = "rule_book_list"
    __table_args__ = (UniqueConstraint("rule_book_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_book_id: Mapped[int] = mapped_column(ForeignKey("rule_book.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    md5: Mapped[str] = mapped_column(String(32), server_default=text("''"))

    @classmethod
    def of(cls, rule_book_id: int) -> Select[RuleBookList]:
        """Select the lists of a rule book by name."""
        chosen = select(cls).where(cls.rule_book_id == rule_book_id)
        return chosen.order_by(cls.name)

    @classmethod
    def applied_to(cls, form_id: int) -> Select[RuleBookList]:
        """Select the lists that are or were in force for a form, oldest first."""
        return (
            select(cls)
            .join(RuleBook, RuleBook.id == cls.rule_book_id)
            .where(RuleBook.form_id == form_id, RuleBook.applied_at.is_not(None))
            .order_by(RuleBook.applied_at, cls.name)
        )


class RuleDifference(Base):
    """What a rule book would change about a submission: new, gone or changed."""

    __tablename__ = "rule_difference"
    __table_args__ = (
        Index("ix_rule_difference_rule_book_id_kind", "rule_book_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_book_id: Mapped[int] = mapped_column(ForeignKey("rule_book.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    #: new, gone, changed; `kept` where people have touched what no longer holds.
    kind: Mapped[str] = mapped_column(String(8))
    rule: Mapped[str] = mapped_column(String(40))
    repeat_uuid: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(300))
    #: What it says now, where it would say something else.
    before: Mapped[str] = mapped_column(String(300), default="")
