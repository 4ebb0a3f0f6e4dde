"""A blob that is not whole yet: its announced length, and where it stands.

The half of tus 1.0 that touches bytes. Offsets given out are durable. A newer
request for the same upload takes over from an older one that hangs on a dead
connection: the older one writes nothing from then on and ends with
UploadTakenOver as soon as it wakes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece must hash to: ``sha1`` or ``sha256`` and the raw digest."""

    algorithm: str
    digest: bytes

    @classmethod
    def parse(cls, header: str) -> Self:
        """Read an Upload-Checksum header; raises BadChecksum."""
        raise NotImplementedError


class Partial:
    """Keeps uploads in pieces, below a folder of this machine.

    An upload's id is made by the server: 16 to 64 of ``A-Za-z0-9_-``. Any other
    id names nothing: UploadMissing. Processes may share the folder.
    """

    def __init__(self, root: Path) -> None:
        raise NotImplementedError

    def begin(self, upload_id: str, length: int) -> None:
        """Make room for an upload of ``length`` bytes; durable on return."""
        raise NotImplementedError

    def append(
        self,
        upload_id: str,
        offset: int,
        stream: BinaryIO,
        checksum: Checksum | None = None,
    ) -> int:
        """Add a piece and return the new offset, durable.

        A stream that breaks ends the piece: what arrived is kept. With a
        checksum the piece is kept whole or not at all.
        Raises UploadMissing, OffsetConflict, ChecksumMismatch, UploadTooLong,
        UploadTakenOver, StoreFull, StoreUnavailable.
        """
        raise NotImplementedError

    def offset(self, upload_id: str) -> int:
        """Say where the upload stands, taking over from whoever writes to it."""
        raise NotImplementedError

    def length(self, upload_id: str) -> int:
        """Say how many bytes were announced."""
        raise NotImplementedError

    def finish(self, upload_id: str) -> BinaryIO:
        """Open the whole upload for reading; raises UploadUnfinished."""
        raise NotImplementedError

    def discard(self, upload_id: str) -> None:
        """Forget the upload and its bytes; one that is gone stays gone."""
        raise NotImplementedError

    def expired(self, before: datetime) -> Iterator[str]:
        """Walk over the uploads to which nothing was added since ``before``."""
        raise NotImplementedError
