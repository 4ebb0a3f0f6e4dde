"""What can be taken out of the ledger as a file, by its word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from media.photo import Darkroom
from media.store import Store
from server.reports import csv_file, ledger, xlsx
from server.reports.clue_register import ClueFilter
from server.reports.evidence import Album
from server.reports.filters import LedgerFilter
from server.reports.pack import PACK
from server.reports.sheets import bound, clues
from server.reports.wanted import Wanted

#: The house's own font, without which typst sets no Chinese.
FONTS = Path(__file__).parents[1] / "static" / "fonts"


@dataclass(frozen=True, slots=True)
class House:
    """What files are made with: where photos lie, and who develops their copies."""

    store: Store
    darkroom: Darkroom
    fonts: Path = FONTS


def _findings(wanted: Wanted) -> int:
    return wanted.count


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its title, its ending, and how it is written."""

    title: str
    ending: str
    write: Callable[[BinaryIO, Wanted, House], None]
    #: How often the findings are read for it: what progress is counted by.
    passes: int = 1
    #: Whether each photo that leaves is counted too.
    has_photos: bool = False
    #: What the filter has to name.
    needs: tuple[str, ...] = ()
    #: Who may have it, what it is chosen by, and how many rows it has.
    verb: str = "ledger.export"
    chosen_by: type[LedgerFilter | ClueFilter] = LedgerFilter
    count: Callable[[Wanted], int] = _findings


def _ledger(out: BinaryIO, wanted: Wanted, house: House) -> None:
    album = Album(house.store, wanted.campaign.room, ledger.MOST_PICTURES)
    xlsx.write(out, [ledger.sheet(wanted, album)])


def _csv(out: BinaryIO, wanted: Wanted, _house: House) -> None:
    csv_file.write(out, ledger.sheet(wanted, None))


def _book(out: BinaryIO, wanted: Wanted, house: House) -> None:
    bound.write(out, wanted, house.store)


def _alone(name: str, out: BinaryIO, wanted: Wanted, _house: House) -> None:
    bound.write_alone(out, wanted, name)


def _clues(out: BinaryIO, wanted: Wanted, _house: House) -> None:
    clues.write(out, wanted)


def _pack(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.pack import content  # noqa: PLC0415 - python-docx is slow

    content.write(out, content.pack(wanted, house.store, house.darkroom))


def _originals(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.pack import content  # noqa: PLC0415 - as above

    of = content.pack(wanted, house.store, house.darkroom)
    content.write(out, content.with_originals(of))


def _leaves(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import loose_leaf  # noqa: PLC0415 - as above

    loose_leaf.write(out, _about(wanted, house), wanted)


def _leaves_pdf(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import loose_leaf  # noqa: PLC0415 - as above

    loose_leaf.write(out, _about(wanted, house).as_pdf(house.fonts), wanted)


def _situation(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import situation  # noqa: PLC0415 - as above

    situation.write(out, _about(wanted, house), wanted)


def _situation_pdf(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import situation  # noqa: PLC0415 - as above

    situation.write(out, _about(wanted, house).as_pdf(house.fonts), wanted)


def _compared(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import before_after  # noqa: PLC0415 - as above

    before_after.write(out, _about(wanted, house), wanted, house.darkroom)


def _compared_pdf(out: BinaryIO, wanted: Wanted, house: House) -> None:
    from server.reports.documents import before_after  # noqa: PLC0415 - as above

    about = _about(wanted, house).as_pdf(house.fonts)
    before_after.write(out, about, wanted, house.darkroom)


def _about(wanted: Wanted, house: House) -> Any:
    from server.reports.documents import matter  # noqa: PLC0415 - as above

    whose, day = wanted.campaign, wanted.chosen.as_of
    return matter.matter(wanted.session, house.store, whose, wanted.at, day)


KINDS: dict[str, Kind] = {
    "book": Kind(bound.TITLE, "xlsx", _book, 4),
    "ledger": Kind(ledger.TITLE, "xlsx", _ledger),
    "csv": Kind(ledger.TITLE, "csv", _csv),
    **{
        name: Kind(title, "xlsx", partial(_alone, name), 2)
        for name, title in bound.ALONE.items()
    },
    "situation": Kind("情况报告", "docx", _situation, 2),
    "situation_pdf": Kind("情况报告", "pdf", _situation_pdf, 2),
    "clues": Kind(
        clues.NAME,
        "xlsx",
        _clues,
        verb="clue.read",
        chosen_by=ClueFilter,
        count=clues.count,
    ),
    "leaves": Kind("活页", "docx", _leaves),
    "leaves_pdf": Kind("活页", "pdf", _leaves_pdf),
    "compared": Kind("整治前后对比", "docx", _compared),
    "compared_pdf": Kind("整治前后对比", "pdf", _compared_pdf),
    "pack": Kind(PACK, "zip", _pack, 6, has_photos=True, needs=("team",)),
    "pack_originals": Kind(
        f"{PACK}（含原件）",
        "zip",
        _originals,
        6,
        has_photos=True,
        needs=("team",),
        verb="submission.review",
    ),
}
