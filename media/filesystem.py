"""A store in a folder of this machine."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from media.disk import Disk, refusals
from media.errors import BlobDamaged, BlobMissing
from media.fingerprint import sha256_of
from media.intake import agreed, take_in
from media.store import Blob, hash_key, kind_key, room_key


class FilesystemStore:
    """Keeps blobs as files below ``root``; the contract is in :mod:`media.store`.

    Blobs stand at ``blobs/<room>/<first two>/<sha256>``, copies made from them
    below ``derived``, and drafts whose writer died are swept away at the start.
    """

    def __init__(self, root: Path) -> None:
        self._disk = Disk(root.absolute())

    def put(self, room: str, stream: BinaryIO, expected: str | None = None) -> Blob:
        """Keep what the stream holds; durable on return."""
        room_key(room)
        with self._disk.draft() as draft:
            blob = take_in(stream, draft)
            self._disk.sync(draft.descriptor)
            agreed(blob, expected)
            self._disk.publish(draft, self._path(room, blob.sha256))
        return blob

    def open(self, room: str, sha256: str) -> BinaryIO:
        """Open a blob for reading; raises BlobMissing."""
        try:
            return self._path(room, sha256).open("rb")
        except FileNotFoundError:
            raise BlobMissing(sha256=sha256) from None

    def size(self, room: str, sha256: str) -> int | None:
        """Say how many bytes are kept under this hash, None when nothing is."""
        with suppress(FileNotFoundError, BlobMissing):
            return self._path(room, sha256).stat().st_size
        return None

    def verify(self, room: str, sha256: str) -> None:
        """Read every byte back; raises BlobMissing, BlobDamaged."""
        with self.open(room, sha256) as kept:
            actual, _ = sha256_of(kept)
        if actual != sha256:
            raise BlobDamaged(sha256=sha256, actual=actual)

    def list(self, room: str) -> Iterator[Blob]:
        """Walk over what is kept in a room, in the order of the hashes."""
        for path in sorted(self._room(room).glob("*/*")):
            yield Blob(path.name, path.stat().st_size)

    def put_derived(self, room: str, sha256: str, kind: str, copy: bytes) -> None:
        """Keep a copy made from a blob, whole or not at all; it is not synced."""
        path = self._derived(room, sha256, kind)
        with self._disk.draft() as draft:
            draft.write(copy)
            self._disk.settle(path.parent)
            with refusals():
                draft.path.replace(path)

    def open_derived(self, room: str, sha256: str, kind: str) -> BinaryIO | None:
        """Open a derived copy, None when it must be made again."""
        try:
            return self._derived(room, sha256, kind).open("rb")
        except FileNotFoundError:
            return None

    def _room(self, room: str) -> Path:
        return self._disk.root / "blobs" / room_key(room)

    def _path(self, room: str, sha256: str) -> Path:
        return self._room(room) / hash_key(sha256)[:2] / sha256

    def _derived(self, room: str, sha256: str, kind: str) -> Path:
        folder = self._disk.root / "derived" / room_key(room) / hash_key(sha256)[:2]
        return folder / f"{sha256}.{kind_key(kind)}"
