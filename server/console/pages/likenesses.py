"""Things that look alike, side by side, for a person to say whether they are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.console.pages import distinct, problems, things
from server.console.pages.listing import Slice
from server.console.pages.things import Line
from server.models import Campaign, Likeness, LikenessState, Thing, User
from server.reports import distinct_filter
from server.reports.distinct_filter import DistinctFilter

#: As many places and photos as stand beside a name.
PLACES, PHOTOS = 3, 4
#: As many decisions as are shown to be taken back.
LATEST = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its names, and some of the places that name it."""

    thing: Thing
    names: Sequence[str]
    mentions: int
    lines: Sequence[Line]

    @property
    def photos(self) -> list[str]:
        """Some photos of it, by key."""
        found = [photo.key for line in self.lines for photo in line.photos]
        return found[:PHOTOS]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides; what more places name stands first and gives the name."""

    likeness: Likeness
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class Page:
    """The pairs that wait, and the last decisions."""

    kind: str
    slice: Slice
    pairs: Sequence[Pair]
    decided: Sequence[tuple[Likeness, str, str]]
    people: Mapping[int, User]
    waiting: int


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    kind: str,
    query: Mapping[str, str],
) -> Page:
    """Read the pairs of a kind, the most alike first."""
    wanted = DistinctFilter(distinct.known(session, campaign, kind), waiting="1")
    asked = _asked(session, campaign, wanted)
    part = replace(Slice.read(query, len(asked)), size=Slice.read({}, 0).size)
    shown = asked[part.offset : part.offset + part.size]
    decided = _decided(session, campaign, kind)
    return Page(
        kind,
        part,
        [_pair(session, actor, campaign, wanted, one) for one in shown],
        decided,
        problems.signers(session, [one.decided_by for one, *_names in decided]),
        len(asked),
    )


def _asked(
    session: Session, campaign: Campaign, wanted: DistinctFilter
) -> list[Likeness]:
    """List the pairs that nobody has decided and that are not one by others."""
    roots = distinct_filter.standing(session, campaign, wanted)
    chosen = select(Likeness).where(
        Likeness.campaign_id == campaign.id,
        Likeness.kind == wanted.kind,
        Likeness.state == LikenessState.PROPOSED,
    )
    return [
        one
        for one in session.scalars(chosen.order_by(Likeness.score.desc(), Likeness.id))
        if roots.get(one.left_id, one.left_id) != roots.get(one.right_id, one.right_id)
    ]


def _pair(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    likeness: Likeness,
) -> Pair:
    sides = [
        _side(session, actor, campaign, wanted, key)
        for key in (likeness.left_id, likeness.right_id)
    ]
    first, second = sorted(sides, key=lambda side: -side.mentions)
    return Pair(likeness, first, second)


def _side(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    key: int,
) -> Side:
    """Look at one side: the thing itself, without what else counts as it."""
    found = things.lines(session, actor, campaign, wanted, [key])
    names = list(dict.fromkeys(line.mention.name for line in found))
    some = things.with_photos(session, found[:PLACES])
    return Side(session.get_one(Thing, key), names, len(found), some)


def _decided(
    session: Session, campaign: Campaign, kind: str
) -> list[tuple[Likeness, str, str]]:
    """List the last decisions with both names."""
    chosen = (
        select(Likeness)
        .where(
            Likeness.campaign_id == campaign.id,
            Likeness.kind == kind,
            Likeness.state != LikenessState.PROPOSED,
        )
        .order_by(Likeness.decided_at.desc(), Likeness.id.desc())
        .limit(LATEST)
    )
    return [
        (
            one,
            session.get_one(Thing, one.left_id).name,
            session.get_one(Thing, one.right_id).name,
        )
        for one in session.scalars(chosen)
    ]
