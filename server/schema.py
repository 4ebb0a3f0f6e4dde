"""The schema: brought up to date before anything else is done.

A migration's file begins with its revision, so that the newest is told without
loading Alembic, which a server that is up to date never needs.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select, text

from server.db import db, one_at_a_time, writing
from server.models import Installation

FOLDER = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was written by a newer version; this one must not touch it."""


class MigrationFailed(Exception):
    """A migration could not be made; the database is what it was before."""


def upgrade() -> str:
    """Bring the database to this version's schema; answer the revision.

    Alone: other processes wait. Whole or not at all.
    Raises NewerSchema, MigrationFailed.
    """
    with writing() as session:
        connection = session.connection()
        one_at_a_time(connection, "schema")
        if not _is_current(connection):
            _migrate(connection)
        if session.scalar(select(Installation.id)) is None:
            session.add(Installation(secret=secrets.token_hex(32)))
    return revisions()[-1]


def is_current() -> bool:
    """Say whether the database has this version's schema."""
    with db.engines["writer"].connect() as connection:
        return _is_current(connection)


def revisions() -> list[str]:
    """List the revisions in their order."""
    files = (FOLDER / "versions").glob("[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def draft(message: str) -> None:
    """Write a new migration from the difference between models and database."""
    from alembic import command  # noqa: PLC0415 - only migrations need it

    with db.engines["writer"].connect() as connection:
        command.revision(
            _config(connection),
            message,
            autogenerate=True,
            rev_id=f"{len(revisions()) + 1:04d}",
        )


def _is_current(connection: Connection) -> bool:
    known, kept = revisions(), _kept(connection)
    if kept is not None and kept not in known:
        raise NewerSchema(kept)
    return kept == known[-1]


def _kept(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    stamp = text("SELECT version_num FROM alembic_version")
    kept: str | None = connection.scalar(stamp)
    return kept


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - only migrations need it

    try:
        command.upgrade(_config(connection), "head")
    except Exception as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise MigrationFailed(why) from error


def _config(connection: Connection) -> Any:
    from alembic.config import Config  # noqa: PLC0415 - only migrations need it

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
