"""The job `photos`: look at the photos of a submission, make them small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from typing import Any

from flask import current_app

from media.errors import BlobMissing
from media.photo import Darkroom, PhotoFacts
from media.store import Store
from server.actions import photos
from server.actions.photos import SMALL, THUMBNAIL, Received
from server.db import reading, writing
from server.jobs import claims
from server.models import Job


def run(jobs: Sequence[Job]) -> None:
    """Look at the photos of all of them, then write down what was seen."""
    waiting = photos.undescribed(reading(), [job.subject_id for job in jobs])
    facts = {photo.id: _develop(photo) for photo in waiting}
    with writing() as session:
        photos.describe(session, facts)
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
