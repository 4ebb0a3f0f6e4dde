"""The job `photos`: look at the photos of a submission, make them small, flag them.

What is like what is asked once the new photos can be found themselves: of two that
come at the same time, at least the later one sees the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from typing import Any

from flask import current_app

from media.errors import BlobMissing, Undecodable
from media.fingerprint import ALIKE, FINE, unlikeness
from media.photo import Darkroom, PhotoFacts
from media.store import Store
from server.actions import flags, photos
from server.actions.photos import SMALL, THUMBNAIL, Received
from server.db import reading, writing
from server.jobs import claims
from server.models import Job

#: The name of the closest look in the store.
LOOK = f"look-{FINE}"


def run(jobs: Sequence[Job]) -> None:
    """Look at the photos of all of them, then write down what asks for a look."""
    submissions = sorted({job.subject_id for job in jobs})
    waiting = photos.undescribed(reading(), submissions)
    facts = {photo.id: _develop(photo) for photo in waiting}
    with writing() as session:
        photos.describe(session, facts)
        flags.index(session, submissions)
    looks = flags.look(reading(), submissions, _resemble)
    with writing() as session:
        flags.keep(session, looks)
        claims.done(session, jobs)


def _develop(photo: Received) -> dict[str, Any]:
    """Describe one photo and keep its small copy; never fails for a bad one."""
    store: Store = current_app.extensions["store"]
    darkroom: Darkroom = current_app.extensions["darkroom"]
    try:
        with store.open(photo.room, photo.sha256) as stream:
            content = stream.read()
    except BlobMissing:
        return {"trouble": "blob_missing"}
    facts, small = darkroom.develop(content, SMALL)
    if facts.undecodable is not None:
        return {**_plain(facts), "trouble": facts.undecodable.value}
    store.put_derived(photo.room, photo.sha256, THUMBNAIL, small)
    return _plain(facts)


def _resemble(room: str, one: str, other: str) -> bool:
    """Look at two photos closely; of one that cannot be seen nothing is said."""
    try:
        return unlikeness(_look(room, one), _look(room, other)) <= ALIKE
    except (BlobMissing, Undecodable):
        return False


def _look(room: str, sha256: str) -> bytes:
    """Look at a photo as closely as two are compared, once."""
    store: Store = current_app.extensions["store"]
    darkroom: Darkroom = current_app.extensions["darkroom"]
    kept = store.open_derived(room, sha256, LOOK)
    if kept is not None:
        with kept:
            return kept.read()
    small = store.open_derived(room, sha256, THUMBNAIL)
    with small or store.open(room, sha256) as stream:
        seen = darkroom.look(stream.read())
    store.put_derived(room, sha256, LOOK, seen)
    return seen


def _plain(facts: PhotoFacts) -> dict[str, Any]:
    """Write what was seen as JSON keeps it."""
    return {
        name: _value(value)
        for name, value in asdict(facts).items()
        if value not in (None, ())
    }


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value
