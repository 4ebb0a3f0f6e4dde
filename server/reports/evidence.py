"""The one gate: which bytes of a finding's evidence may leave the house.

Every export asks `leaving` and nothing else: it gives covered copies where there are
any, and nothing of what is sensitive or was not released. Pages inside the office are
no exports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from media.errors import BlobMissing, Undecodable
from media.photo import Darkroom
from media.store import Store
from server.actions import redaction
from server.actions.photos import SHOWN, SMALL, THUMBNAIL
from server.actions.redaction import Leaving
from server.models import Attachment, Finding, FindingEvidence, Proof

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Photo:
    """Evidence that may leave: whose it is, and under which hash its bytes lie."""

    attachment_id: int
    sha256: str

    def open(self, store: Store, room: str) -> BinaryIO:
        """Open the bytes that leave; raises BlobMissing."""
        return store.open(room, self.sha256)

    def small(self, store: Store, room: str) -> bytes | None:
        """Give the small copy of what leaves, None when there is none yet."""
        stream = store.open_derived(room, self.sha256, THUMBNAIL)
        if stream is None:
            return None
        with stream:
            return stream.read()

    def made_small(self, store: Store, room: str, darkroom: Darkroom) -> bytes | None:
        """Give the small copy, made now if need be; None where that cannot be."""
        there = self.small(store, room)
        if there is not None:
            return there
        try:
            with self.open(store, room) as stream:
                copy = darkroom.thumbnail(stream.read(), SMALL)
        except (BlobMissing, Undecodable):
            return None
        store.put_derived(room, self.sha256, THUMBNAIL, copy)
        return copy


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was received for one finding, and what of it may leave, in order."""

    received: int = 0
    photos: tuple[Photo, ...] = ()

    @property
    def held(self) -> int:
        """How many are held back."""
        return self.received - len(self.photos)

    @property
    def told(self) -> str:
        """Say in words that something is held back; empty when nothing is."""
        return f"佐证{self.held}张未放行" if self.held else ""


NONE = Evidence()


def leaving(session: Session, finding_ids: Sequence[int]) -> dict[int, Evidence]:
    """Tell for each finding that has evidence what of it may leave."""
    found: defaultdict[int, list[Photo | None]] = defaultdict(list)
    for start in range(0, len(finding_ids), AT_ONCE):
        rows = _received(session, finding_ids[start : start + AT_ONCE])
        copies = redaction.leaving(session, [photo for _, photo in rows])
        for finding_id, photo in rows:
            copy = copies.get(photo.id)
            found[finding_id].append(Photo(photo.id, copy.sha256) if copy else None)
    return {one: _evidence(photos) for one, photos in found.items()}


def _received(
    session: Session, finding_ids: Sequence[int]
) -> Sequence[tuple[int, Attachment]]:
    rows = session.execute(
        select(FindingEvidence.finding_id, Attachment)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(
            FindingEvidence.finding_id.in_(finding_ids),
            Attachment.received_at.is_not(None),
        )
        .order_by(FindingEvidence.id)
    )
    return [(finding_id, photo) for finding_id, photo in rows]


def brought(
    session: Session, finding: Finding, until: datetime
) -> list[tuple[Proof, Photo | None]]:
    """Give the pictures of afterwards that were brought, each as it may leave."""
    chosen = Proof.of(finding.id).where(Proof.mime.in_(SHOWN), Proof.at < until)
    found = session.scalars(chosen).all()
    copies = redaction.leaving(session, found)
    return [(one, _as_it_leaves(copies.get(one.id))) for one in found]


def _as_it_leaves(copy: Leaving | None) -> Photo | None:
    return Photo(0, copy.sha256) if copy else None


class Album:
    """Gives small pictures, up to a number that a document can bear."""

    def __init__(self, store: Store, room: str, most: int) -> None:
        self._store = store
        self._room = room
        self._left = most

    def first(self, photos: Sequence[Photo]) -> bytes | None:
        """Give the first of these photos that has a small copy."""
        for photo in photos if self._left > 0 else ():
            small = photo.small(self._store, self._room)
            if small is not None:
                self._left -= 1
                return small
        return None


def _evidence(photos: Sequence[Photo | None]) -> Evidence:
    return Evidence(len(photos), tuple(one for one in photos if one is not None))
