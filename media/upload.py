"""A blob that is not whole yet: its announced length, and where it stands.

The half of tus 1.0 that touches bytes. Offsets given out are durable. A newer
request for the same upload takes over from an older one that hangs on a dead
connection (:mod:`media.turn`).
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from media.checksum import Checksum
from media.disk import Disk, refusals
from media.errors import (
    ChecksumMismatch,
    UploadMissing,
    UploadTooLong,
    UploadUnfinished,
)
from media.turn import Turn

_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_CHUNK = 1 << 15


class Partial:
    """Keeps uploads in pieces, below a folder of this machine.

    An upload's id is made by the server: 16 to 64 of ``A-Za-z0-9_-``. Any other
    id names nothing: UploadMissing. Processes may share the folder.
    """

    def __init__(self, root: Path) -> None:
        self._disk = Disk(root.absolute())
        self._uploads = self._disk.root / "uploads"
        self._disk.settle(self._uploads)

    def begin(self, upload_id: str, length: int) -> None:
        """Make room for an upload of ``length`` bytes; durable on return."""
        folder = self._folder(upload_id)
        with refusals():
            folder.mkdir(mode=0o700)
            (folder / "turn").touch(0o600)
            self._write_length(folder, length)
            (folder / "bytes").touch(0o600)
        self._disk.sync_folder(folder)
        self._disk.sync_folder(self._uploads)

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
        length = self.length(upload_id)
        with ExitStack() as stack:
            turn = stack.enter_context(Turn.of(self._folder(upload_id)))
            turn.take_at(offset)
            if checksum is not None:
                stream = stack.enter_context(
                    self._proven(stream, checksum, length - offset)
                )
            self._pour(stream, turn, offset, length)
            self._disk.sync(turn.descriptor)
            return turn.offset

    def offset(self, upload_id: str) -> int:
        """Say where the upload stands, taking over from whoever writes to it."""
        with Turn.of(self._folder(upload_id)) as turn:
            turn.take()
            self._disk.sync(turn.descriptor)
            return turn.offset

    def length(self, upload_id: str) -> int:
        """Say how many bytes were announced; raises UploadMissing."""
        try:
            return int((self._folder(upload_id) / "length").read_text("ascii"))
        except (FileNotFoundError, ValueError):
            raise UploadMissing from None

    def finish(self, upload_id: str) -> BinaryIO:
        """Open the whole upload for reading, to be closed by the caller.

        Nobody writes to it from now on. Raises UploadMissing, UploadUnfinished.
        """
        offset, length = self.offset(upload_id), self.length(upload_id)
        if offset != length:
            raise UploadUnfinished(offset=offset, length=length)
        try:
            return (self._folder(upload_id) / "bytes").open("rb")
        except FileNotFoundError:
            raise UploadMissing from None

    def discard(self, upload_id: str) -> None:
        """Forget the upload and its bytes; one that is gone stays gone."""
        with suppress(UploadMissing):
            shutil.rmtree(self._folder(upload_id), ignore_errors=True)

    def _folder(self, upload_id: str) -> Path:
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise UploadMissing
        return self._uploads / upload_id

    def _write_length(self, folder: Path, length: int) -> None:
        with (folder / "length").open("xb") as file:
            file.write(str(length).encode("ascii"))
            file.flush()
            self._disk.sync(file.fileno())

    @contextmanager
    def _proven(
        self, stream: BinaryIO, checksum: Checksum, room: int
    ) -> Iterator[BinaryIO]:
        """Take in a piece whole and give it out once its checksum is right."""
        digest = checksum.begin()
        with TemporaryFile(dir=self._disk.root / "drafts") as piece:
            for chunk in _arriving(stream):
                with refusals():
                    piece.write(chunk)
                if piece.tell() > room:
                    raise UploadTooLong
                digest.update(chunk)
            if digest.digest() != checksum.digest:
                raise ChecksumMismatch
            piece.seek(0)
            yield piece

    def _pour(self, stream: BinaryIO, turn: Turn, offset: int, length: int) -> None:
        """Write what arrives; a piece that is too long is cut off whole."""
        room = length - offset
        for chunk in _arriving(stream):
            room -= len(chunk)
            if room < 0:
                turn.cut_back(offset)
                raise UploadTooLong
            turn.write(chunk)


def _arriving(stream: BinaryIO) -> Iterator[bytes]:
    """Give out what arrives until the stream ends or breaks."""
    while True:
        try:
            chunk = stream.read(_CHUNK)
        except Exception:  # noqa: BLE001 - however a stream breaks, it has ended
            return
        if not chunk:
            return
        yield chunk
