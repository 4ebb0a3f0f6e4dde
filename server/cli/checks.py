"""`chafang fsck`: is everything that was acknowledged still here, and worked off."""

from __future__ import annotations

from dataclasses import asdict

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import given_up
from server.actions.given_up import GivenUp
from server.actions.inspection import by_reading, by_size, damages
from server.cli.place import office
from server.cli.told import Told, command
from server.db import reading
from server.models import Campaign

#: Said of work that nobody tries any more.
LEFT = (
    "未完成的任务 {kind}  {instance_id}  自 {since}  {error}"
    "  （再试一次：chafang jobs retry）"
)


def hang(main: click.Group) -> None:
    """Add the check."""

    @command(main, "fsck")
    @click.option("--read-media", is_flag=True, help="Read and hash every file.")
    def fsck(read_media: bool) -> Told:  # noqa: FBT001
        """Check that each acknowledged row has its bytes; exit 1 when not.

        Also names the work that was given up after its last try.
        """
        with office() as app:
            store = app.extensions["store"]
            look = by_reading if read_media else by_size
            found = list(damages(reading(), store, look))
            left = [_left(one) for one in _given_up(reading())]
        facts = {
            "ok": not found and not left,
            "damages": [asdict(one) for one in found],
            "given_up": left,
        }
        lines = [
            f"{one.what}  {one.instance_id}  {one.name}  {one.trouble}" for one in found
        ]
        lines += [LEFT.format(**one) for one in left]
        whole = "完好：每一件都在，校验一致。"
        return Told(facts, lines or [whole], 1 if lines else 0)


def _given_up(session: Session) -> list[GivenUp]:
    homes = session.scalars(select(Campaign).order_by(Campaign.id)).all()
    return [one for home in homes for one in given_up.read(session, home)]


def _left(one: GivenUp) -> dict[str, str]:
    return {
        "kind": one.job.kind,
        "instance_id": one.submission.instance_id if one.submission else "",
        "since": one.since.isoformat(),
        "error": one.job.error,
    }
