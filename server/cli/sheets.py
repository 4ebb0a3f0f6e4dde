"""Writing the office's sheets: one kind alone, or all of them bound together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from media.store import Store
from server.actions.access import SYSTEM
from server.actions.exports import Taken
from server.cli.place import office
from server.cli.told import Told, command
from server.cli.written import OUT, PURPOSE, fits, home, noted, whole
from server.db import now, reading
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House
from server.reports.sheets import bound
from server.reports.wanted import Wanted

#: The kinds, and what the help says of each.
SHEETS = {"book": bound.TITLE, **bound.ALONE}


def hang(export: click.Group) -> None:
    """Add one command for each kind of sheet."""
    for name, title in SHEETS.items():
        _hang(export, name, title)
    _hang_pack(export)


def _hang(export: click.Group, kind: str, title: str) -> None:
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="Only this team's findings.")
    @click.option("--county", default="", help="Only what lies in this region (code).")
    @click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help="As it stood when this day ended.",
    )
    @PURPOSE
    @click.option("--out", type=OUT, required=True)
    def export_sheets(
        code: str | None,
        team: str,
        county: str,
        as_of: datetime | None,
        purpose: str,
        out: Path,
    ) -> Told:
        fits(out, (".xlsx",))
        day = as_of.date() if as_of else None
        chosen = LedgerFilter(team=team, county=county, as_of=day)
        with office() as app:
            campaign = home(reading(), code, team)
            wanted = Wanted(reading(), SYSTEM, campaign, chosen, now())
            _write(out, kind, wanted, app.extensions["store"])
            what = Taken(kind, chosen.query(), purpose, wanted.count)
            return noted(campaign, what, out)

    export_sheets.__doc__ = f"Write the {kind} ({title}) as .xlsx."
    command(export, kind)(export_sheets)


def _write(out: Path, kind: str, wanted: Wanted, store: Store) -> None:
    with whole(out) as file:
        if kind == "book":
            bound.write(file, wanted, store)
        else:
            bound.write_alone(file, wanted, kind)


def _hang_pack(export: click.Group) -> None:
    @command(export, "pack")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", required=True, help="Whose pack it is.")
    @PURPOSE
    @click.option("--out", type=OUT, required=True)
    def export_pack(code: str | None, team: str, purpose: str, out: Path) -> Told:
        """Write a team's pack (资料包) as .zip, with checksums."""
        fits(out, (".zip",))
        chosen = LedgerFilter(team=team)
        with office() as app:
            campaign = home(reading(), code, team)
            wanted = Wanted(reading(), SYSTEM, campaign, chosen, now())
            house = House(app.extensions["store"], app.extensions["darkroom"])
            with whole(out) as file:
                KINDS["pack"].write(file, wanted, house)
            what = Taken("pack", chosen.query(), purpose, wanted.count)
            return noted(campaign, what, out)
