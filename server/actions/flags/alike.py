"""Photos alike: the same bytes, or nearly the same picture, in another submission.

A perceptual hash of 64 bits is kept in four bands of 16. Two hashes that differ in
at most seven bits have a band that differs in at most one: so 17 values of each
band, asked by index, find all of them, however many photos there are. Screens of
one app have such hashes too, so those found are looked at more closely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Row, Select, select, union_all
from sqlalchemy.orm import Session

from media.fingerprint import distance
from server.models import (
    Attachment,
    Campaign,
    PhotoBand,
    Submission,
    SubmissionState,
)

BANDS, BITS = 4, 16
#: As many bits as two pictures of one scene may differ in; at most seven.
NEAR = 6
#: So many photos alike are told of one; more say nothing new.
MOST = 20
#: Pictures of nothing share a band: no more than so many are compared.
COMPARED = 4000
#: So many of them are looked at more closely, the nearest first.
LOOKED_AT = 12

#: Says of two photos in a room of the store, by their hashes, whether they show
#: the same.
Resemble = Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Print:
    """A photo by what finds its like."""

    id: int
    sha256: str
    phash: str | None


@dataclass(frozen=True, slots=True)
class Like:
    """Another submission's photo, and in how many bits it differs."""

    id: int
    submission_id: int
    bits: int


def bands(phash: str) -> tuple[int, ...]:
    """Cut a hash of 16 hex digits into its four bands."""
    return tuple(int(phash[at : at + 4], 16) for at in range(0, 16, 4))


def neighbours(value: int) -> list[int]:
    """List a band's value and all that differ from it in one bit."""
    return [value, *(value ^ (1 << bit) for bit in range(BITS))]


def same(
    session: Session, campaign_id: int, submission_id: int, photos: Sequence[Print]
) -> dict[int, list[Like]]:
    """Find the photos of other submissions that have the same bytes."""
    by_hash: dict[str, list[int]] = defaultdict(list)
    for photo in photos:
        by_hash[photo.sha256].append(photo.id)
    chosen = _standing(campaign_id, submission_id).where(
        Attachment.sha256.in_(by_hash), Attachment.received_at.is_not(None)
    )
    found: dict[int, list[Like]] = defaultdict(list)
    for other, owner, sha256 in session.execute(chosen.order_by(Attachment.id)):
        for key in by_hash[sha256 or ""]:
            if len(found[key]) < MOST:
                found[key].append(Like(other, owner, 0))
    return found


def near(
    session: Session,
    campaign: Campaign,
    submission_id: int,
    photo: Print,
    resemble: Resemble,
) -> list[Like]:
    """Find the photos of other submissions that show nearly the same, nearest first."""
    if photo.phash is None:
        return []
    close = _close(photo.phash, session.execute(_banded(campaign.id, photo.phash)))
    if not close:
        return []
    chosen = _standing(campaign.id, submission_id).where(
        Attachment.id.in_(close), Attachment.sha256 != photo.sha256
    )
    likes = sorted(
        (close[other], other, owner, sha256 or "")
        for other, owner, sha256 in session.execute(chosen)
    )
    return [
        Like(other, owner, bits)
        for bits, other, owner, sha256 in likes[:LOOKED_AT]
        if resemble(campaign.room, photo.sha256, sha256)
    ]


def _close(phash: str, found: Iterable[Row[int, str]]) -> dict[int, int]:
    """Keep those that are near, the nearest first and not too many."""
    told = {row.attachment_id: distance(phash, row.phash) for row in found}
    close = sorted((bits, key) for key, bits in told.items() if bits <= NEAR)
    return {key: bits for bits, key in close[: MOST * BANDS]}


def _banded(campaign_id: int, phash: str) -> CompoundSelect[int, str]:
    """Ask band by band: one question with OR would read them all."""
    each = [
        select(PhotoBand.attachment_id, PhotoBand.phash).where(
            PhotoBand.campaign_id == campaign_id,
            PhotoBand.band == number,
            PhotoBand.value.in_(neighbours(value)),
        )
        for number, value in enumerate(bands(phash))
    ]
    return union_all(*each).limit(COMPARED)


def _standing(campaign_id: int, submission_id: int) -> Select[int, int, str | None]:
    """Select photos of submissions that no correction has taken the place of."""
    return (
        select(Attachment.id, Attachment.submission_id, Attachment.sha256)
        .join(Submission, Submission.id == Attachment.submission_id)
        .where(
            Attachment.campaign_id == campaign_id,
            Attachment.submission_id != submission_id,
            Submission.state != SubmissionState.SUPERSEDED,
        )
    )
