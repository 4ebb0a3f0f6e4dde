"""`chafang campaign`: open a campaign, and what its phones must have."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from pathlib import Path

import click

from server.actions import campaigns, openings
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.actions.taxonomy import DEMO, Category, read
from server.cli import place, settings
from server.cli.place import founding, office
from server.cli.told import Told, command
from server.db import reading, writing
from server.models import Campaign, Region

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])


def hang(main: click.Group) -> None:
    """Add the commands of campaigns."""

    @main.group("campaign")
    def campaign() -> None:
        """Open campaigns."""

    _hang_list(campaign)
    _hang_protect(campaign)
    settings.hang(campaign)

    @command(campaign, "create")
    @click.argument("named", metavar="[CODE]", required=False)
    @click.option("--code", help="The same as CODE; made up when both are left out.")
    @click.option("--name", help="What people call it; the code when left out.")
    @click.option("--region", default="370000", show_default=True, help="Its region.")
    @click.option("--prefix", help="What finding numbers begin with; the code.")
    @click.option("--starts", type=DAY)
    @click.option("--ends", type=DAY)
    @click.option("--taxonomy", type=FILE, help="Aspects and categories, XLSX or CSV.")
    def create(  # noqa: PLR0913, PLR0917 - one argument for each option
        named: str | None,
        code: str | None,
        name: str | None,
        region: str,
        prefix: str | None,
        starts: datetime | None,
        ends: datetime | None,
        taxonomy: Path | None,
    ) -> Told:
        """Open a campaign, with 20 demo kinds of problem unless a list is given."""
        chosen = code or named or f"c{secrets.token_hex(3)}"
        new = NewCampaign(
            code=chosen,
            name=name or chosen,
            number_prefix=prefix or _prefix(chosen),
            region_code=region.ljust(12, "0"),
            starts_on=starts.date() if starts else None,
            ends_on=ends.date() if ends else None,
        )
        kinds = _kinds(taxonomy)
        with founding(), writing() as session:
            made = campaigns.create(session, SYSTEM, new, kinds)
        return Told({"code": made.code}, [f"已建立专项：{made.code} {made.name}"])


def _hang_list(campaign: click.Group) -> None:
    @command(campaign, "list")
    def listed() -> Told:
        """List the campaigns there are: code, name, region."""
        with office():
            found = [_told(one) for one in place.campaigns(reading())]
        lines = ["  ".join(one.values()) for one in found]
        return Told({"campaigns": found}, lines or ["还没有专项。"])


def _told(campaign: Campaign) -> dict[str, str]:
    region = reading().get(Region, campaign.region_code)
    return {
        "code": campaign.code,
        "name": campaign.name,
        "region": campaign.region_code,
        "region_name": region.name if region else "",
    }


def _hang_protect(campaign: click.Group) -> None:
    @command(campaign, "protect")
    @click.argument("code")
    @click.option("--pin/--no-pin", required=True, help="Whether phones need a PIN.")
    @click.option(
        "--minutes",
        type=click.IntRange(1, 240),
        default=openings.MINUTES,
        show_default=True,
        help="So long in the background, and a phone asks for it again.",
    )
    def protect(code: str, pin: bool, minutes: int) -> Told:  # noqa: FBT001
        """Choose what protection the campaign wants of its phones."""
        chosen = {"pin_required": pin, "lock_minutes": minutes}
        with office(), writing() as session:
            home = place.campaign(session, code)
            openings.protect(session, SYSTEM, home, chosen)
        said = "手机下次联网时要求设 PIN。" if pin else "手机不必设 PIN。"
        return Told(chosen, [said])


def _kinds(file: Path | None) -> tuple[Category, ...]:
    return read(file.read_bytes(), file.name) if file else DEMO


def _prefix(code: str) -> str:
    """Make a heading for finding numbers of a campaign's code."""
    return re.sub("[^A-Z0-9]", "", code.upper()).ljust(2, "0")[:16]
