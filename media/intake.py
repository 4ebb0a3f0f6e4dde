"""Take bytes in from outside: count and hash them on the way to a draft."""

import hashlib
from typing import BinaryIO

from media.disk import Draft
from media.errors import EmptyBlob, HashMismatch
from media.store import Blob

_CHUNK = 1 << 18


def take_in(stream: BinaryIO, draft: Draft) -> Blob:
    """Copy a stream into a draft; what the stream itself raises passes through."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        draft.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return Blob(digest.hexdigest(), size)


def agreed(blob: Blob, expected: str | None) -> None:
    """Refuse nothing at all, and other bytes than announced.

    Raises EmptyBlob, HashMismatch.
    """
    if blob.size == 0:
        raise EmptyBlob
    if expected is not None and blob.sha256 != expected:
        raise HashMismatch(expected=expected, actual=blob.sha256)
