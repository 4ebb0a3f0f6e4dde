"""`chafang db`: the schema."""

from __future__ import annotations

import click

from server import schema
from server.app import create_app
from server.cli.place import settings
from server.cli.told import Told, command


def hang(main: click.Group) -> None:
    """Add the commands of the schema."""

    @main.group("db")
    def db() -> None:
        """Look after the database's schema."""

    @command(db, "upgrade")
    def upgrade() -> Told:
        """Bring the database to this version's schema."""
        with create_app(settings()).app_context():
            revision = schema.upgrade()
        return Told({"revision": revision}, [f"数据库已是最新：{revision}"])
