"""`chafang campaign`: open a campaign."""

from __future__ import annotations

import re
from datetime import datetime

import click

from server.actions import campaigns
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.cli.place import office
from server.cli.told import Told, command
from server.db import writing

DAY = click.DateTime(formats=["%Y-%m-%d"])


def hang(main: click.Group) -> None:
    """Add the commands of campaigns."""

    @main.group("campaign")
    def campaign() -> None:
        """Open campaigns."""

    @command(campaign, "create")
    @click.argument("code")
    @click.option("--name", help="What people call it; the code when left out.")
    @click.option("--region", default="370000", show_default=True, help="Its region.")
    @click.option("--prefix", help="What finding numbers begin with; the code.")
    @click.option("--starts", type=DAY)
    @click.option("--ends", type=DAY)
    def create(
        code: str,
        name: str | None,
        region: str,
        prefix: str | None,
        starts: datetime | None,
        ends: datetime | None,
    ) -> Told:
        """Open a campaign with the demo taxonomy of 20 kinds of problem."""
        new = NewCampaign(
            code=code,
            name=name or code,
            number_prefix=prefix or _prefix(code),
            region_code=region.ljust(12, "0"),
            starts_on=starts.date() if starts else None,
            ends_on=ends.date() if ends else None,
        )
        with office(), writing() as session:
            made = campaigns.create(session, SYSTEM, new)
        return Told({"code": made.code}, [f"已建立专项：{made.code} {made.name}"])


def _prefix(code: str) -> str:
    """Make a heading for finding numbers of a campaign's code."""
    return re.sub("[^A-Z0-9]", "", code.upper()).ljust(2, "0")[:16]
