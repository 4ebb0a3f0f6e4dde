"""The contract of a store, in prose; two things keep it.

A *room* is one campaign's random key. Blobs are keyed by their SHA-256 inside
their room, so equal bytes in one room are one blob, and nothing can be learnt
in one room about another. A file's name never becomes part of a path or key.

**put** returns only when the bytes are durable: a power cut the moment after
loses nothing. Before that, nothing under this hash is visible, not even half.
Putting equal bytes again is the same blob, from any number of threads and
processes at once, and mends a copy that was damaged. What was announced
(``expected``) must be what arrived.

**open** gives a readable, seekable stream at its beginning, to be closed by the
caller. **verify** reads every byte back. **list** is for inspection of the
store: whether a blob counts as kept is decided by the rows of the database,
never by a listing.

Derived copies are a cache made from blobs: they may be lost at any time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from media.errors import BadRoom, BlobMissing

_ROOM = re.compile(r"[a-z0-9]{16,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are kept: their SHA-256 (lower-case hex) and how many."""

    sha256: str
    size: int


class Store(Protocol):
    """Keeps blobs for ever and derived copies for a while."""

    def put(self, room: str, stream: BinaryIO, expected: str | None = None) -> Blob:
        """Keep what the stream holds; durable on return.

        Raises EmptyBlob, HashMismatch, StoreFull, StoreUnavailable.
        """
        ...

    def open(self, room: str, sha256: str) -> BinaryIO:
        """Open a blob for reading; raises BlobMissing.

        A store that copies the blob first also notices BlobDamaged.
        """
        ...

    def size(self, room: str, sha256: str) -> int | None:
        """Say how many bytes are kept under this hash, None when nothing is."""
        ...

    def verify(self, room: str, sha256: str) -> None:
        """Read every byte back; raises BlobMissing, BlobDamaged."""
        ...

    def list(self, room: str) -> Iterator[Blob]:
        """Walk over what is kept in a room, in the order of the hashes."""
        ...

    def put_derived(self, room: str, sha256: str, kind: str, copy: bytes) -> None:
        """Keep a copy made from a blob; ``kind`` is ``[a-z0-9]{1,32}``."""
        ...

    def open_derived(self, room: str, sha256: str, kind: str) -> BinaryIO | None:
        """Open a derived copy, None when it must be made again."""
        ...


def room_key(room: str) -> str:
    """Return the room key as it is, or raise BadRoom."""
    if not _ROOM.fullmatch(room):
        raise BadRoom
    return room


def hash_key(sha256: str) -> str:
    """Return the hash as it is; what is no hash names nothing: BlobMissing."""
    if not is_hash(sha256):
        raise BlobMissing(sha256=sha256)
    return sha256


def is_hash(text: str) -> bool:
    """Say whether this is a SHA-256 as we write it: 64 lower-case hex digits."""
    return _SHA256.fullmatch(text) is not None


def kind_key(kind: str) -> str:
    """Return the kind of a derived copy as it is; anything else is a mistake."""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"not a kind of derived copy: {kind!r}")
    return kind
