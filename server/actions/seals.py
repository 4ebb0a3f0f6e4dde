"""Seals: a hash over the events, so that a change behind the office's back is seen.

Each event is taken in with the seal before it, so that one altered, removed or put
between breaks every later seal. An event's body enters by the hash of its salt and its
bytes: a body can be shown, or withheld, without opening the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from server.actions.events import canonical
from server.db import now, one_at_a_time
from server.models import Campaign, Event, EventSeal

#: At most one seal in this time, and as many events under it.
EVERY = timedelta(minutes=1)
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a new seal would say."""

    campaign_id: int
    to_seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first seal of a campaign under which the events are not what they were."""

    campaign: str
    from_seq: int
    to_seq: int


def due(session: Session) -> Sequence[int]:
    """Name the campaigns with events that no seal covers, for long enough."""
    last, sealed = func.max(EventSeal.at), func.max(EventSeal.to_seq)
    waiting = (
        select(Campaign.id)
        .outerjoin(EventSeal, EventSeal.campaign_id == Campaign.id)
        .group_by(Campaign.id, Campaign.seq)
        .having(
            Campaign.seq > func.coalesce(sealed, 0),
            or_(last.is_(None), last < now() - EVERY),
        )
    )
    return session.scalars(waiting).all()


def prepare(session: Session, campaign_id: int) -> Sealed | None:
    """Hash what no seal covers yet; None when there is nothing."""
    last = session.scalar(_last(campaign_id))
    start, digest = (last.to_seq, last.hash) if last else (0, "")
    events = session.scalars(_events(campaign_id, start, start + AT_ONCE)).all()
    if not events:
        return None
    return Sealed(campaign_id, events[-1].seq, chained(digest, events))


def keep(session: Session, sealed: Sealed) -> None:
    """Write the seal down, unless another worker has."""
    one_at_a_time(session.connection(), f"seal:{sealed.campaign_id}")
    last = session.scalar(_last(sealed.campaign_id))
    if last is None or last.to_seq < sealed.to_seq:
        session.add(
            EventSeal(
                campaign_id=sealed.campaign_id,
                to_seq=sealed.to_seq,
                hash=sealed.hash,
            )
        )


def broken(session: Session) -> Iterator[Broken]:
    """Hash all sealed events anew; tell where a campaign's first seal breaks."""
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        start, digest = 0, ""
        for seal in session.scalars(EventSeal.of(campaign.id)).all():
            events = session.scalars(_events(campaign.id, start, seal.to_seq)).all()
            digest = chained(digest, events)
            if digest != seal.hash or len(events) != seal.to_seq - start:
                yield Broken(campaign.code, start + 1, seal.to_seq)
                break
            start = seal.to_seq
            session.expire_all()


def chained(digest: str, events: Sequence[Event]) -> str:
    """Go on from a seal over the events that follow it."""
    for event in events:
        digest = hashlib.sha256(digest.encode() + _line(event)).hexdigest()
    return digest


def _line(event: Event) -> bytes:
    return canonical(
        {
            "seq": event.seq,
            "at": event.at.isoformat(),
            "user": event.user_id,
            "device": event.device_id,
            "action": event.action,
            "subject": [event.subject, event.subject_id],
            "body": hashlib.sha256(event.salt + event.body).hexdigest(),
        }
    )


def _last(campaign_id: int) -> Select[EventSeal]:
    return (
        select(EventSeal)
        .where(EventSeal.campaign_id == campaign_id)
        .order_by(EventSeal.to_seq.desc())
        .limit(1)
    )


def _events(campaign_id: int, after: int, until: int) -> Select[Event]:
    return (
        select(Event)
        .where(Event.campaign_id == campaign_id, Event.seq > after, Event.seq <= until)
        .order_by(Event.seq)
    )
