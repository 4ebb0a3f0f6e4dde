"""What of a photo may leave: a covered copy, a clean copy, or nothing.

The released copy is the last covered one if there is any; else the original without
its EXIF, if a reviewer released it and nobody marked it sensitive; else nothing.
Both hold for the bytes, wherever the campaign has them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from media.store import Blob
from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.errors import BadInput, Incomplete, NotAllowed, WrongState
from server.models import Attachment, OriginalOpening, Proof, Redaction

SENSITIVE = "sensitive"
MOST_REGIONS = 60
#: Who gave a reason sees the original for so long.
OPEN_FOR = timedelta(minutes=15)

Region = tuple[float, float, float, float]
#: What a submission brought, or what was brought of afterwards.
Picture = Attachment | Proof


class OriginalGuarded(NotAllowed):
    """The original was covered or is sensitive, and no reason was given."""

    code = "original_guarded"


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands between a photo's original and its readers."""

    redaction: Redaction | None
    is_sensitive: bool

    @property
    def holds(self) -> bool:
        """Whether the original is opened with a reason only."""
        return self.redaction is not None or self.is_sensitive


@dataclass(frozen=True, slots=True)
class Leaving:
    """The copy that may leave: a blob that is covered, or an original to be cleaned."""

    sha256: str
    is_covered: bool


OPEN = Guard(None, is_sensitive=False)


def regions(told: str) -> tuple[Region, ...]:
    """Read regions as a page sends them; raises BadInput, Incomplete for none."""
    try:
        read = json.loads(told or "[]")
        found = tuple(_region(one) for one in read)
    except (TypeError, ValueError):
        raise BadInput("regions_bad") from None
    if len(found) > MOST_REGIONS:
        raise BadInput("regions_bad")
    if not found:
        raise Incomplete("regions_missing")
    return found


def redact(
    session: Session,
    actor: Actor,
    photo: Picture,
    covered: Sequence[Region],
    copy: Blob,
) -> Redaction:
    """Let a covered copy, whose bytes are stored, take the place of the original."""
    made = Redaction(
        campaign_id=photo.campaign_id,
        **_belongs(photo),
        original=photo.sha256 or "",
        regions=[list(region) for region in covered],
        sha256=copy.sha256,
        size=copy.size,
        by=actor.user_id,
    )
    session.add(made)
    told = {"regions": len(covered), "sha256": copy.sha256}
    events.record(session, actor, photo, "photo.redacted", name=photo.name, **told)
    return made


def undo(session: Session, actor: Actor, photo: Picture) -> None:
    """Take the last covered copy back, the one before counts; raises WrongState."""
    last = guard(session, photo).redaction
    if last is None:
        raise WrongState("nothing_covered")
    last.undone_by, last.undone_at = actor.user_id, now()
    told = {"name": photo.name, "sha256": last.sha256}
    events.record(session, actor, photo, "photo.redaction_undone", **told)


def mark(session: Session, actor: Actor, photo: Picture) -> None:
    """Mark a photo as sensitive: it leaves as a covered copy or not at all."""
    _grade(session, photo, SENSITIVE)
    events.record(session, actor, photo, "photo.marked_sensitive", name=photo.name)


def unmark(session: Session, actor: Actor, photo: Picture) -> None:
    """Take the mark back."""
    _grade(session, photo, "")
    events.record(session, actor, photo, "photo.unmarked_sensitive", name=photo.name)


def open_original(session: Session, actor: Actor, photo: Picture, reason: str) -> None:
    """Let somebody see the original for a while; raises Incomplete without a reason."""
    if not reason.strip():
        raise Incomplete("reason_missing")
    session.add(
        OriginalOpening(
            campaign_id=photo.campaign_id,
            **_belongs(photo),
            by=actor.user_id,
            reason=reason.strip(),
            at=now(),
        )
    )
    told = {"name": photo.name, "reason": reason.strip()}
    events.record(session, actor, photo, "photo.original_opened", **told)


def opened_until(session: Session, actor: Actor, photo: Picture) -> datetime | None:
    """Say until when somebody who gave a reason sees the original."""
    if actor.user_id is None:
        return None
    last = session.scalar(
        openings(photo)
        .with_only_columns(OriginalOpening.at)
        .where(
            OriginalOpening.by == actor.user_id,
            OriginalOpening.at > now() - OPEN_FOR,
        )
        .order_by(OriginalOpening.id.desc())
        .limit(1)
    )
    return last + OPEN_FOR if last else None


def openings(photo: Picture) -> Select[OriginalOpening]:
    """Select who opened a picture's original, and why."""
    return select(OriginalOpening).filter_by(**_belongs(photo))


def guard(session: Session, photo: Picture) -> Guard:
    """Say what stands before one photo's original."""
    return guards(session, [photo])[photo.id]


def guards(session: Session, photos: Sequence[Picture]) -> Mapping[int, Guard]:
    """Say what stands before the originals of photos of one campaign, by their ids."""
    hashes = {photo.sha256 for photo in photos if photo.sha256}
    found = guards_of(session, photos[0].campaign_id, hashes) if hashes else {}
    return {photo.id: found.get(photo.sha256 or "", OPEN) for photo in photos}


def guards_of(
    session: Session, campaign_id: int, hashes: set[str]
) -> Mapping[str, Guard]:
    """Say what stands before originals, by their bytes."""
    standing = Redaction.of(campaign_id, hashes).where(Redaction.undone_at.is_(None))
    last = {one.original: one for one in session.scalars(standing)}
    sensitive = _sensitive(session, campaign_id, hashes)
    return {sha256: Guard(last.get(sha256), sha256 in sensitive) for sha256 in hashes}


def seen_as(session: Session, actor: Actor, photo: Picture) -> str:
    """Give the hash of what this person sees of a photo: the original, or its copy.

    Raises OriginalGuarded for a sensitive photo of which there is no covered copy.
    """
    found = guard(session, photo)
    if not found.holds or opened_until(session, actor, photo):
        return photo.sha256 or ""
    if found.redaction is None:
        raise OriginalGuarded
    return found.redaction.sha256


def leaving(session: Session, photos: Iterable[Picture]) -> Mapping[int, Leaving]:
    """Say which copies of received photos may leave the office, by the photos' ids."""
    here = [photo for photo in photos if _is_here(photo)]
    found = guards(session, here)
    return {
        photo.id: copy
        for photo in here
        if (copy := _leaving(photo, found[photo.id])) is not None
    }


def _leaving(photo: Picture, found: Guard) -> Leaving | None:
    if found.redaction is not None:
        return Leaving(found.redaction.sha256, is_covered=True)
    if photo.is_released and not found.is_sensitive and photo.sha256:
        return Leaving(photo.sha256, is_covered=False)
    return None


def _is_here(photo: Picture) -> bool:
    """Say whether its bytes are in the store; a proof's come before its row."""
    return isinstance(photo, Proof) or photo.received_at is not None


def _belongs(photo: Picture) -> dict[str, int]:
    """Name the column by which rows belong to this kind of picture, and its id."""
    return {f"{photo.__tablename__}_id": photo.id}


def _grade(session: Session, photo: Picture, sensitivity: str) -> None:
    """Grade these bytes, wherever the campaign has them."""
    for kind in (Attachment, Proof):
        same = update(kind).where(
            kind.campaign_id == photo.campaign_id, kind.sha256 == photo.sha256
        )
        session.execute(same.values(sensitivity=sensitivity))
    photo.sensitivity = sensitivity


def _sensitive(session: Session, campaign_id: int, hashes: Iterable[str]) -> set[str]:
    wanted, found = set(hashes), set[str | None]()
    for kind in (Attachment, Proof):
        marked = select(kind.sha256).where(
            kind.campaign_id == campaign_id,
            kind.sha256.in_(wanted),
            kind.sensitivity != "",
        )
        found.update(session.scalars(marked))
    return {sha256 for sha256 in found if sha256}


def _region(told: Sequence[float]) -> Region:
    """Read one region, cut to the picture; raises ValueError for what is none."""
    left, top, width, height = map(float, told)
    if not all(map(math.isfinite, (left, top, width, height))):
        raise ValueError(told)
    right, bottom = min(1.0, left + width), min(1.0, top + height)
    left, top = max(0.0, left), max(0.0, top)
    if right <= left or bottom <= top:
        raise ValueError(told)
    return (left, top, right - left, bottom - top)
