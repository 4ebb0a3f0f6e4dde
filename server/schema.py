"""The schema: brought up to date before anything else is done."""

from __future__ import annotations

import secrets
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, select

from server.db import db, one_at_a_time, writing
from server.models import Installation

FOLDER = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was written by a newer version; this one must not touch it."""


def upgrade() -> str:
    """Bring the database to this version's schema; answer the revision.

    Alone: other processes wait. Raises NewerSchema.
    """
    with writing() as session:
        one_at_a_time(session, "schema")
        connection = session.connection()
        if not _is_current(connection):
            command.upgrade(_config(connection), "head")
        if session.scalar(select(Installation.id)) is None:
            session.add(Installation(secret=secrets.token_hex(32)))
        return _script().get_current_head() or ""


def is_current() -> bool:
    """Say whether the database has this version's schema."""
    with db.engines["writer"].connect() as connection:
        return _is_current(connection)


def _is_current(connection: Connection) -> bool:
    kept = MigrationContext.configure(connection).get_current_revision()
    script = _script()
    known = {one.revision for one in script.walk_revisions()}
    if kept is not None and kept not in known:
        raise NewerSchema(kept)
    return kept == script.get_current_head()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def draft(message: str) -> None:
    """Write a new migration from the difference between models and database."""
    engine = db.engines["writer"]
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True)
    current_app.logger.info("read it before you commit it")
