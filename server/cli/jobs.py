"""`chafang jobs`: work that was given up after its last try."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import given_up
from server.actions.access import SYSTEM
from server.cli import journal, place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import writing
from server.jobs import LONG, drain
from server.models import Campaign


def hang(main: click.Group) -> None:
    """Add the commands of jobs."""

    @main.group("jobs")
    def jobs() -> None:
        """Look after work that is done later."""

    @command(jobs, "retry")
    @click.option("--campaign", "code", help="Only this campaign's.")
    def retry(code: str | None) -> Told:
        """Try again all that was given up; the running server does the work."""
        with office(), writing() as session:
            again = sum(
                given_up.try_again(session, SYSTEM, home)
                for home in _homes(session, code)
            )
        return Told(
            {"retried": again}, [f"重新排队 {again} 项；由运行中的服务器完成。"]
        )

    @command(jobs, "exports")
    def make() -> Told:
        """Make the files that were asked for, and end; `serve` calls it by itself."""
        journal.keep()
        with office():
            made = drain(LONG)
        return Told({"made": made}, [f"做好 {made} 份导出文件。"])


def _homes(session: Session, code: str | None) -> list[Campaign]:
    if code is not None:
        return [place.campaign(session, code)]
    return list(session.scalars(select(Campaign).order_by(Campaign.id)))
