"""What is counted once: the figures of a region and its parts, and the things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages.listing import Slice
from server.db import read_day
from server.errors import NotFound
from server.models import (
    Campaign,
    FormVersion,
    Likeness,
    LikenessState,
    Region,
    Thing,
)
from server.models.place import prefix
from server.reports import distinct, distinct_filter
from server.reports.distinct import Counted, Row
from server.reports.distinct_filter import DistinctFilter

#: The levels that have parts with a figure of their own.
WHOLES = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Part:
    """A region below the one that is open, with its figures."""

    region: Region
    count: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Page:
    """A region's figure, those of its parts, and the things themselves."""

    wanted: DistinctFilter
    kinds: tuple[str, ...]
    region: Region
    above: Sequence[Region]
    count: int
    waiting: int
    parts: Sequence[Part]
    slice: Slice
    rows: Sequence[Row]
    keys: Mapping[int, str]
    #: Pairs that wait for a person, for who may decide.
    alike: int
    may_decide: bool

    @property
    def sum(self) -> int:
        """What the parts add up to: more than the whole when they share things."""
        return sum(part.count for part in self.parts)

    @property
    def shared(self) -> int:
        """How often a thing is counted again in another part."""
        return max(0, self.sum - self.count)

    def query(self, **told: Any) -> dict[str, Any]:
        """Give the fields of the address, some of them changed."""
        wanted = self.wanted
        fields = {
            "kind": wanted.kind,
            "region": wanted.region,
            "text": wanted.text,
            "as_of": wanted.as_of.isoformat() if wanted.as_of else "",
            "waiting": wanted.waiting,
        }
        return {name: value for name, value in {**fields, **told}.items() if value}


def kinds(session: Session, campaign: Campaign) -> tuple[str, ...]:
    """Name the kinds of things that the campaign's forms count once."""
    sheets = session.scalars(
        select(FormVersion.distinct).where(FormVersion.campaign_id == campaign.id)
    )
    return tuple(sorted({row["kind"] for rows in sheets for row in rows}))


def known(session: Session, campaign: Campaign, kind: str) -> str:
    """Give a kind of the campaign back; raises NotFound for any other."""
    if kind not in kinds(session, campaign):
        raise NotFound
    return kind


def asked(kind: str, query: Mapping[str, str]) -> DistinctFilter:
    """Read from the address which things; nonsense chooses all."""
    return DistinctFilter(
        kind,
        _digits(query.get("region", "")),
        query.get("text", "").replace("\0", "").strip()[:100],
        _day(query.get("as_of", "")),
        "1" if query.get("waiting") else "",
    )


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    kind: str,
    query: Mapping[str, str],
) -> Page:
    """Read the page that the address asks for; raises NotFound."""
    wanted = asked(known(session, campaign, kind), query)
    own = access.own_region(actor, campaign)
    region = _region(session, campaign, wanted.region or own)
    counted, rows = distinct.read(session, actor, campaign, wanted)
    part = Slice.read(query, len(rows))
    shown = rows[part.offset : part.offset + part.size]
    may_decide = access.may(actor, "thing.decide", campaign)
    # A nought is said of a region only by who would see more in it.
    seen = access.overlooked(actor, campaign)
    return Page(
        wanted,
        kinds(session, campaign),
        region,
        [
            one
            for one in session.scalars(Region.path(region.code))
            if _is_home(campaign, one)
        ],
        counted.at(region.code),
        counted.only_waiting(region.code),
        [
            part
            for part in _parts(session, region, counted)
            if part.count or part.waiting or part.region.code.startswith(seen)
        ],
        part,
        shown,
        keys(session, (row.root for row in shown)),
        proposed(session, campaign, wanted) if may_decide else 0,
        may_decide,
    )


def keys(session: Session, ids: Any) -> Mapping[int, str]:
    """Give the outside ids of things."""
    found = session.execute(select(Thing.id, Thing.key).where(Thing.id.in_(list(ids))))
    return {row.id: row.key for row in found}


def proposed(session: Session, campaign: Campaign, wanted: DistinctFilter) -> int:
    """Count the pairs about which a person should say whether they are one."""
    roots = distinct_filter.standing(session, campaign, DistinctFilter(wanted.kind))
    rows = session.execute(
        select(Likeness.left_id, Likeness.right_id).where(
            Likeness.campaign_id == campaign.id,
            Likeness.kind == wanted.kind,
            Likeness.state == LikenessState.PROPOSED,
        )
    )
    return sum(roots.get(left, left) != roots.get(right, right) for left, right in rows)


def _parts(session: Session, region: Region, counted: Counted) -> list[Part]:
    if region.level not in WHOLES:
        return []
    below = session.scalars(
        select(Region).where(Region.parent_code == region.code).order_by(Region.code)
    )
    return [
        Part(one, counted.at(one.code), counted.only_waiting(one.code)) for one in below
    ]


def _region(session: Session, campaign: Campaign, code: str) -> Region:
    found = session.get(Region, code)
    if found is None or not _is_home(campaign, found):
        raise NotFound
    return found


def _is_home(campaign: Campaign, region: Region) -> bool:
    return region.code.startswith(prefix(campaign.region_code))


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) == 12 else ""


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
