"""Alembic's way in: migrate over the connection that `server.schema` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, BigInteger

from server import models  # noqa: F401 - the tables are told by being imported
from server.db import Base, Moment


def named(kind: str, thing: Any, told: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their names, so that a migration is read."""
    if kind != "type" or not isinstance(thing, (Moment, JSON, BigInteger)):
        return False
    told.imports.add("from server.db.base import Json, Moment, Whole")
    if isinstance(thing, Moment):
        return "Moment()"
    return "Json" if isinstance(thing, JSON) else "Whole"


def migrate() -> None:
    """Run the migrations in the one transaction of the caller."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=named,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate()
