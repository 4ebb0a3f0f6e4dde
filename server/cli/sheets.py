"""Writing the office's sheets, alone or bound together, and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click
from flask import Flask

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

#: The commands, and the kind of file that each writes, by the ending of --out.
SHEETS = {name: {".xlsx": name} for name in ("book", *bound.ALONE)}
PAPERS = {
    name: {".docx": name, ".pdf": f"{name}_pdf"}
    for name in ("situation", "leaves", "compared")
}


def hang(export: click.Group) -> None:
    """Add one command for each kind of sheet and of paper."""
    for name, kinds in (SHEETS | PAPERS).items():
        _hang(export, name, kinds)
    _hang_pack(export)


def _hang(export: click.Group, name: str, kinds: Mapping[str, str]) -> None:
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
        fits(out, tuple(kinds))
        kind = kinds[out.suffix]
        day = as_of.date() if as_of else None
        chosen = LedgerFilter(team=team, county=county, as_of=day)
        with office() as app:
            campaign = home(reading(), code, team)
            wanted = Wanted(reading(), SYSTEM, campaign, chosen, now())
            _write(out, kind, wanted, app)
            what = Taken(kind, chosen.query(), purpose, wanted.count)
            return noted(campaign, what, out)

    title, endings = KINDS[next(iter(kinds.values()))].title, " or ".join(kinds)
    export_sheets.__doc__ = f"Write the {name} ({title}) as {endings}."
    command(export, name)(export_sheets)


def _write(out: Path, kind: str, wanted: Wanted, app: Flask) -> None:
    house = House(app.extensions["store"], app.extensions["darkroom"])
    with whole(out) as file:
        KINDS[kind].write(file, wanted, house)


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
            _write(out, "pack", wanted, app)
            what = Taken("pack", chosen.query(), purpose, wanted.count)
            return noted(campaign, what, out)
