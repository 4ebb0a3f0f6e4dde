"""`chafang fsck`: is everything that was acknowledged still here."""

from __future__ import annotations

from dataclasses import asdict

import click

from server.actions.inspection import by_reading, by_size, damages
from server.cli.place import office
from server.cli.told import Told, command
from server.db import reading


def hang(main: click.Group) -> None:
    """Add the check."""

    @command(main, "fsck")
    @click.option("--read-media", is_flag=True, help="Read and hash every file.")
    def fsck(read_media: bool) -> Told:  # noqa: FBT001
        """Check that each acknowledged row has its bytes; exit 1 when not."""
        with office() as app:
            store = app.extensions["store"]
            look = by_reading if read_media else by_size
            found = list(damages(reading(), store, look))
        facts = {"ok": not found, "damages": [asdict(one) for one in found]}
        lines = [
            f"{one.what}  {one.instance_id}  {one.name}  {one.trouble}" for one in found
        ]
        return Told(facts, lines or ["完好：每一件都在，校验一致。"], 1 if found else 0)
