"""Likenesses: which things may be one and the same, for a person to say.

A new thing is held only against those whose name begins or ends alike and is about
as long, so that a hundred thousand names are never held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Select, insert, select
from sqlalchemy.orm import Session

from forms.naming import numerals
from server.db import new_key, table
from server.models import Likeness, LikenessState, Region, Thing

#: Below this nobody is asked.
ALIKE = 78
#: What the name weighs against the issuer.
NAME, ISSUER = 0.75, 0.25
#: Below this the name alone rules it out, whoever the issuer is.
LEAST = (ALIKE - 100 * ISSUER) / NAME
#: How much longer or shorter the other name may be, in letters.
REACH = 3
SUFFIX = re.compile("(街道|[市县区镇乡])$")
#: As many as a thing is held against, on either side.
MOST = 1000

THING = table(Thing).c
WRITE = insert(table(Likeness))
LOOKS = (
    THING.id,
    THING.campaign_id,
    THING.kind,
    THING.normal_name,
    THING.normal_issuer,
    THING.head,
    THING.tail,
    THING.size,
)


@dataclass(frozen=True, slots=True)
class Spelt:
    """How one thing is spelt."""

    id: int
    campaign_id: int
    kind: str
    name: str
    issuer: str
    head: str
    tail: str
    size: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that look alike, the older one first."""

    left: Spelt
    right: Spelt
    score: int


def score(left: Spelt, right: Spelt) -> int:
    """Say how alike two things are, of 100.

    0 when the names are too far apart, or differ in a number.
    """
    named = fuzz.ratio(left.name, right.name, score_cutoff=LEAST)
    if not named or numerals(left.name) != numerals(right.name):
        return 0
    issued = _issued(left.issuer, right.issuer)
    return round(NAME * named + ISSUER * issued)


def look(session: Session, ids: Sequence[int]) -> list[Pair]:
    """Find what these things may be; touches no rows."""
    rows = session.connection().execute(select(*LOOKS).where(THING.id.in_(ids))).all()
    found = {pair for row in rows for pair in _pairs(session, Spelt(*row))}
    regions = _regions(session) if found else frozenset()
    alike = [
        pair for pair in found if not apart(pair.left.name, pair.right.name, regions)
    ]
    return sorted(alike, key=lambda pair: (pair.left.id, pair.right.id))


def apart(left: str, right: str, regions: Collection[str]) -> bool:
    """Tell whether two names name different regions: then they are not one thing."""
    named = [{one for one in regions if one in name} for name in (left, right)]
    return all(named) and named[0] != named[1]


def keep(session: Session, pairs: Sequence[Pair]) -> None:
    """Propose them to people; what was proposed before stays as it is."""
    kept = table(Likeness).c
    rights = {pair.right.id for pair in pairs}
    known = session.execute(
        select(kept.left_id, kept.right_id).where(kept.right_id.in_(rights))
    )
    before = {(left, right) for left, right in known}
    new = [_row(pair) for pair in pairs if (pair.left.id, pair.right.id) not in before]
    if new:
        session.connection().execute(WRITE, new)


def _regions(session: Session) -> frozenset[str]:
    """Give the names of cities, counties and towns as they stand in other names."""
    levels = ("city", "county", "town")
    names = session.scalars(select(Region.name).where(Region.level.in_(levels)))
    stems = (SUFFIX.sub("", name) for name in names)
    return frozenset(stem for stem in stems if len(stem) > 1)


def _issued(left: str, right: str) -> float:
    """Compare issuers: one that nobody wrote may be any."""
    if not left or not right:
        return 100
    return fuzz.partial_ratio(left, right)


def _pairs(session: Session, one: Spelt) -> Iterator[Pair]:
    connection = session.connection()
    for side in (THING.head == one.head, THING.tail == one.tail):
        for row in connection.execute(_beside(one, side)):
            other = Spelt(*row)
            left, right = sorted((one, other), key=lambda spelt: spelt.id)
            alike = score(left, right)
            if alike >= ALIKE:
                yield Pair(left, right, alike)


def _beside(one: Spelt, side: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*LOOKS)
        .where(
            THING.campaign_id == one.campaign_id,
            THING.kind == one.kind,
            side,
            THING.size.between(one.size - REACH, one.size + REACH),
            THING.id != one.id,
        )
        .order_by(THING.size, THING.id)
        .limit(MOST)
    )


def _row(pair: Pair) -> dict[str, Any]:
    return {
        "key": new_key(),
        "campaign_id": pair.left.campaign_id,
        "kind": pair.left.kind,
        "left_id": pair.left.id,
        "right_id": pair.right.id,
        "score": pair.score,
        "state": LikenessState.PROPOSED,
    }
