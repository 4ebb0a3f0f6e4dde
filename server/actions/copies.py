"""Copies of photos: covered where a reviewer drew, and clean of what cameras add."""

from __future__ import annotations

import io
from collections.abc import Sequence

from media.photo import Darkroom
from media.store import Blob, Store
from server.actions.photos import SMALL, THUMBNAIL
from server.actions.redaction import Leaving, Region

#: The name of an original without its EXIF in the store.
CLEAN = "clean"


def cover(
    store: Store, darkroom: Darkroom, room: str, sha256: str, regions: Sequence[Region]
) -> Blob:
    """Make and keep a covered copy of a photo, with its small one.

    Raises BlobMissing, Undecodable, StoreFull, StoreUnavailable.
    """
    with store.open(room, sha256) as stream:
        copy = darkroom.cover(stream.read(), regions)
    kept = store.put(room, io.BytesIO(copy))
    small = darkroom.thumbnail(copy, SMALL)
    store.put_derived(room, kept.sha256, THUMBNAIL, small)
    return kept


def released(store: Store, darkroom: Darkroom, room: str, copy: Leaving) -> bytes:
    """Read the bytes of a copy that may leave; raises BlobMissing, Undecodable."""
    if copy.is_covered:
        with store.open(room, copy.sha256) as stream:
            return stream.read()
    kept = store.open_derived(room, copy.sha256, CLEAN)
    if kept is not None:
        with kept:
            return kept.read()
    with store.open(room, copy.sha256) as stream:
        clean = darkroom.cover(stream.read(), ())
    store.put_derived(room, copy.sha256, CLEAN, clean)
    return clean
