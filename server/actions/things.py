"""Things: told to be one, told apart, and both taken back; each by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now, one_at_a_time
from server.errors import NotFound, WrongState
from server.models import Alias, Campaign, Likeness, LikenessState, Thing


def roots(aliases: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Say for each alias what it is counted as in the end.

    An alias of an alias is followed to where it ends.
    """
    of = dict(aliases)
    return {thing: _end(of, thing) for thing in of}


def of_campaign(session: Session, campaign: Campaign, key: str) -> Thing:
    """Find a thing of a campaign; raises NotFound."""
    chosen = select(Thing).where(Thing.campaign_id == campaign.id, Thing.key == key)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def likeness(session: Session, campaign: Campaign, key: str) -> Likeness:
    """Find two things that look alike; raises NotFound."""
    found = session.scalar(
        select(Likeness).where(Likeness.campaign_id == campaign.id, Likeness.key == key)
    )
    if found is None:
        raise NotFound
    return found


def unite(session: Session, actor: Actor, thing: Thing, other: Thing) -> None:
    """Count a thing as another one from now on.

    Raises WrongState when they are one already or of different kinds.
    """
    _alone(session, thing)
    known = _standing(session, thing)
    alias, of = known.get(thing.id, thing.id), known.get(other.id, other.id)
    if alias == of or thing.kind != other.kind:
        raise WrongState
    alike = _between(session, thing, other)
    if alike is not None:
        _say(alike, actor, LikenessState.SAME)
    session.add(
        Alias(
            campaign_id=thing.campaign_id,
            kind=thing.kind,
            thing_id=alias,
            of_id=of,
            likeness_id=alike.id if alike else None,
            made_by=actor.user_id,
        )
    )
    named = {"alias": thing.name, "of": other.name}
    events.record(
        session, actor, session.get_one(Thing, alias), "thing.united", **named
    )


def keep_apart(session: Session, actor: Actor, alike: Likeness) -> None:
    """Say that two things are not the same; raises WrongState once it is decided."""
    if alike.state != LikenessState.PROPOSED:
        raise WrongState
    _say(alike, actor, LikenessState.DIFFERENT)
    events.record(session, actor, alike, "likeness.kept_apart")


def ask_again(session: Session, actor: Actor, alike: Likeness) -> None:
    """Take back that two things are not the same; raises WrongState."""
    if alike.state != LikenessState.DIFFERENT:
        raise WrongState
    _reopen(alike)
    events.record(session, actor, alike, "likeness.asked_again")


def undo(session: Session, actor: Actor, alias: Alias) -> None:
    """Take back that a thing is another one; raises WrongState when it was before.

    The row stays, closed: what was counted on a day before is counted so again.
    """
    if alias.undone_at is not None:
        raise WrongState
    thing = session.get_one(Thing, alias.thing_id)
    _alone(session, thing)
    alias.undone_at, alias.undone_by = now(), actor.user_id
    session.flush()
    one = _standing(session, thing)
    for alike in session.scalars(_said_same(thing)):
        if one.get(alike.left_id, alike.left_id) != one.get(
            alike.right_id, alike.right_id
        ):
            _reopen(alike)
    events.record(session, actor, thing, "thing.parted")


def part(session: Session, actor: Actor, alike: Likeness) -> None:
    """Take back that two things are the same, where that was said of these two.

    Raises WrongState when they are one only by others.
    """
    said = select(Alias).where(Alias.likeness_id == alike.id, Alias.undone_at.is_(None))
    alias = session.scalar(said)
    if alias is None:
        raise WrongState
    undo(session, actor, alias)


def alias_of(session: Session, thing: Thing) -> Alias:
    """Find what a thing is an alias by; raises WrongState when it is none."""
    chosen = select(Alias).where(Alias.thing_id == thing.id, Alias.undone_at.is_(None))
    found = session.scalar(chosen)
    if found is None:
        raise WrongState
    return found


def _end(of: Mapping[int, int], thing: int) -> int:
    seen = {thing}
    while (of.get(thing, thing)) not in seen:
        thing = of[thing]
        seen.add(thing)
    return thing


def _standing(session: Session, thing: Thing) -> Mapping[int, int]:
    found = session.scalars(Alias.standing(thing.campaign_id, thing.kind))
    return roots((alias.thing_id, alias.of_id) for alias in found)


def _said_same(thing: Thing) -> Select[Likeness]:
    return select(Likeness).where(
        Likeness.campaign_id == thing.campaign_id,
        Likeness.kind == thing.kind,
        Likeness.state == LikenessState.SAME,
    )


def _between(session: Session, thing: Thing, other: Thing) -> Likeness | None:
    """Find the question whether these two are the same, where it was asked."""
    left, right = sorted((thing.id, other.id))
    chosen = select(Likeness).where(Likeness.left_id == left)
    return session.scalar(chosen.where(Likeness.right_id == right))


def _say(alike: Likeness, actor: Actor, state: LikenessState) -> None:
    alike.state = state
    alike.decided_by, alike.decided_at = actor.user_id, now()


def _reopen(alike: Likeness) -> None:
    alike.state = LikenessState.PROPOSED
    alike.decided_by = alike.decided_at = None


def _alone(session: Session, thing: Thing) -> None:
    one_at_a_time(session.connection(), f"things:{thing.campaign_id}")
