"""The bound ledger (台账册): all sheets of one extract in one workbook, or one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from media.store import Store
from server.reports import figures, ledger, xlsx
from server.reports.evidence import Album
from server.reports.figures import Fact
from server.reports.sheet import Sheet
from server.reports.sheets import (
    apps,
    levels,
    plaques,
    provenance,
    rectification,
    responsibility,
    summary,
    teams,
    weeks,
)
from server.reports.wanted import Wanted

TITLE = "台账册"
SUMMARY = "汇总统计"
#: What may be taken alone, by the word of an address or a command.
ALONE = {
    "rectification": rectification.NAME,
    "responsibility": responsibility.NAME,
    "summary": SUMMARY,
    "apps": apps.NAME,
    "plaques": plaques.NAME,
}


def write(out: BinaryIO, wanted: Wanted, store: Store) -> None:
    """Write every sheet as one workbook, its provenance first."""
    album = Album(store, wanted.campaign.room, ledger.MOST_PICTURES)
    facts = figures.read(wanted)
    sheets = [
        ledger.sheet(wanted, album),
        rectification.sheet(wanted),
        responsibility.sheet(wanted, facts),
        *_sums(wanted, facts),
        apps.sheet(wanted),
        plaques.sheet(wanted),
    ]
    _write(out, wanted, sheets)


def write_alone(out: BinaryIO, wanted: Wanted, name: str) -> None:
    """Write one kind of sheet, by its word, with its provenance."""
    _write(out, wanted, MAKERS[name](wanted))


def _write(out: BinaryIO, wanted: Wanted, sheets: Sequence[Sheet]) -> None:
    names = [sheet.name for sheet in sheets]
    xlsx.write(out, [provenance.sheet(wanted, names), *sheets])


def _sums(wanted: Wanted, facts: Sequence[Fact]) -> list[Sheet]:
    return [
        *summary.sheets(wanted, facts),
        teams.sheet(wanted, facts),
        levels.sheet(wanted, facts),
        weeks.sheet(wanted, facts),
    ]


MAKERS: dict[str, Callable[[Wanted], list[Sheet]]] = {
    "rectification": lambda wanted: [rectification.sheet(wanted)],
    "responsibility": lambda wanted: [
        responsibility.sheet(wanted, figures.read(wanted))
    ],
    "summary": lambda wanted: _sums(wanted, figures.read(wanted)),
    "apps": lambda wanted: [apps.sheet(wanted)],
    "plaques": lambda wanted: [plaques.sheet(wanted)],
}
