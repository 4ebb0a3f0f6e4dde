"""What is counted once: sets of things at every level of the regions.

A figure is the size of a set, so those of the parts may add up to more than that of
the whole: one app in two townships is one app of their county. Only what the actor
may see is counted and named, and only in submissions that were accepted by the day;
what waits for that is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import Campaign, Mention, Submission
from server.models.place import DIGITS, ancestors, prefix
from server.reports.distinct_filter import (
    DistinctFilter,
    accepted,
    members,
    standing,
    waits,
)

#: The regions that a figure is told for: province, city, county, town.
LEVELS = 4
#: How the code ends of what lies in no county, or in no town.
SEAT = {"county": "00", "town": "000"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the answers where a thing is named."""

    submission_id: int
    repeat_uuid: str
    region_code: str
    #: What it is counted as.
    root: int
    name: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, with all the names that stand for it here."""

    root: int
    name: str
    issuer: str
    others: tuple[str, ...]
    counties: int
    towns: int
    mentions: int
    #: Those in submissions that are not accepted yet.
    waiting: int

    @property
    def is_waiting(self) -> bool:
        """Tell whether no accepted submission names it."""
        return not self.mentions


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things there are at each region, and how many only wait."""

    sets: Mapping[str, frozenset[int]]
    waiting: Mapping[str, frozenset[int]]

    def at(self, code: str) -> int:
        """Count the things of a region."""
        return len(self.sets.get(code, ()))

    def only_waiting(self, code: str) -> int:
        """Count the things that no accepted submission of a region names."""
        return len(self.waiting.get(code, frozenset()) - self.sets.get(code, _NONE))


_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One spelling in one place: the group that all figures are made of."""

    root: int
    thing: int
    region: str
    is_accepted: bool
    name: str
    issuer: str
    mentions: int


def places(
    session: Session, actor: Actor, campaign: Campaign, wanted: DistinctFilter
) -> list[Place]:
    """List every mention that is counted, with what it is counted as."""
    roots = standing(session, campaign, wanted)
    rows = session.execute(
        _seen(actor, campaign, wanted, accepted(wanted))
        .with_only_columns(
            Mention.submission_id,
            Mention.repeat_uuid,
            Submission.region_code,
            Mention.thing_id,
            Mention.name,
            Mention.issuer,
            maintain_column_froms=True,
        )
        .order_by(Submission.region_code, Mention.id)
    )
    return [
        Place(key, uuid, code or campaign.region_code, roots.get(thing, thing), *said)
        for key, uuid, code, thing, *said in rows
    ]


def read(
    session: Session, actor: Actor, campaign: Campaign, wanted: DistinctFilter
) -> tuple[Counted, list[Row]]:
    """Count the things at every region, and list those of the one asked for."""
    cells = _cells(session, actor, campaign, wanted)
    return _counted(cells), _listed(cells, campaign, wanted)


def counted(
    session: Session, actor: Actor, campaign: Campaign, wanted: DistinctFilter
) -> Counted:
    """Count the things at every region down to the town."""
    return _counted(_cells(session, actor, campaign, wanted))


def rows(
    session: Session, actor: Actor, campaign: Campaign, wanted: DistinctFilter
) -> list[Row]:
    """List the things of a region: what most places name first."""
    return _listed(_cells(session, actor, campaign, wanted), campaign, wanted)


def row(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    thing: int,
) -> Row | None:
    """Tell of one thing, wherever it is; nothing when the actor sees no mention."""
    one = members(session, campaign, wanted, thing)
    cells = _cells(session, actor, campaign, wanted, Mention.thing_id.in_(one))
    return _row(cells[0].root, cells) if cells else None


def reached(regions: Iterable[str], level: str) -> int:
    """Count the counties or towns among places; a county's own office is no town."""
    digits = DIGITS[level]
    ends = {code[:digits] for code in regions}
    return sum(not end.endswith(SEAT[level]) for end in ends)


def _counted(cells: Sequence[_Cell]) -> Counted:
    sets: tuple[dict[str, set[int]], ...] = (defaultdict(set), defaultdict(set))
    for cell in cells:
        for code in ancestors(cell.region)[:LEVELS]:
            sets[not cell.is_accepted][code].add(cell.root)
    frozen = [{code: frozenset(found) for code, found in part.items()} for part in sets]
    return Counted(*frozen)


def _listed(
    cells: Sequence[_Cell], campaign: Campaign, wanted: DistinctFilter
) -> list[Row]:
    by_root: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        if cell.region.startswith(prefix(wanted.region or campaign.region_code)):
            by_root[cell.root].append(cell)
    found = [_row(root, cells) for root, cells in by_root.items()]
    shown = [
        row
        for row in found
        if (wanted.waiting or not row.is_waiting) and _holds(row, wanted.text)
    ]
    return sorted(shown, key=lambda row: (-row.towns, -row.mentions, row.name))


def _seen(
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    which: ColumnElement[bool],
) -> Select[Any]:
    return (
        access.submissions(actor, campaign)
        .join(Mention, Mention.submission_id == Submission.id)
        .where(Mention.campaign_id == campaign.id, Mention.kind == wanted.kind, which)
    )


def _cells(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    *only: ColumnElement[bool],
) -> list[_Cell]:
    """Group once by spelling and region: figures and rows can never disagree."""
    roots = standing(session, campaign, wanted)
    found = []
    for is_accepted, which in ((True, accepted(wanted)), (False, waits(wanted))):
        groups = (Mention.thing_id, Submission.region_code)
        rows = session.execute(
            _seen(actor, campaign, wanted, which)
            .with_only_columns(
                *groups,
                literal(is_accepted),
                func.min(Mention.name),
                func.min(Mention.issuer),
                func.count(),
                maintain_column_froms=True,
            )
            .where(*only)
            .group_by(*groups)
        )
        found += [_cell(roots, campaign, row) for row in rows]
    return found


def _cell(roots: Mapping[int, int], campaign: Campaign, row: Any) -> _Cell:
    thing, code, *said = row
    return _Cell(roots.get(thing, thing), thing, code or campaign.region_code, *said)


def _row(root: int, cells: Sequence[_Cell]) -> Row:
    here = [cell for cell in cells if cell.is_accepted]
    names = _names(here or cells)
    (name, issuer), *others = names
    regions = [cell.region for cell in here or cells]
    return Row(
        root,
        name,
        issuer,
        tuple(dict.fromkeys(other for other, _issuer in others if other != name)),
        reached(regions, "county"),
        reached(regions, "town"),
        sum(cell.mentions for cell in here),
        sum(cell.mentions for cell in cells if not cell.is_accepted),
    )


def _names(cells: Iterable[_Cell]) -> list[tuple[str, str]]:
    """List names with their issuers, those that most places give first."""
    counted: Counter[tuple[str, str]] = Counter()
    for cell in cells:
        counted[cell.name, cell.issuer] += cell.mentions
    return sorted(counted, key=lambda said: (-counted[said], said))


def _holds(row: Row, text: str) -> bool:
    wanted = text.casefold()
    said = (row.name, row.issuer, *row.others)
    return not wanted or any(wanted in one.casefold() for one in said)
