"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Json = JSON().with_variant(JSONB(), "postgresql")
Whole = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time: aware or refused on the way in, UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Return UTC, aware."""
        return None if value is None else _utc(value)


def _utc(moment: datetime) -> datetime:
    """Read what the database gave: SQLite drops the zone, and it was UTC."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of every model."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment,
            dict[str, Any]: Json,
            list[Any]: Json,
            list[str]: Json,
            int: Whole,
        },
    )


def new_key() -> str:
    """Make an id that nobody can guess, for use outside (nearly 128 bits).

    It never begins with a dash, which behind a command would begin an option.
    """
    key = secrets.token_urlsafe(16)
    return new_key() if key.startswith("-") else key


def table(model: type[Base]) -> Table:
    """Give a model's table, for statements that are written once and run often."""
    return cast("Table", model.__table__)
