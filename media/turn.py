"""One request's right to write to an upload.

Taking a turn writes a fresh token beside the bytes. Each write looks for its
own token first, under a lock held only that long. So a newer request never
waits for an older one that hangs on a dead connection: the older one finds a
strange token when it wakes, and stops. Threads and processes alike.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from media.disk import refusals
from media.errors import OffsetConflict, UploadMissing, UploadTakenOver

_TOKEN = 16


class Turn:
    """An open upload, and the token that says who may write to it."""

    def __init__(self, descriptor: int, tokens: int) -> None:
        self.descriptor = descriptor
        self._tokens = tokens
        self._mine = secrets.token_bytes(_TOKEN)

    @classmethod
    @contextmanager
    def of(cls, folder: Path) -> Iterator[Self]:
        """Open an upload without taking it; raises UploadMissing."""
        with ExitStack() as stack:
            descriptor = _open(folder / "bytes")
            stack.callback(os.close, descriptor)
            tokens = _open(folder / "turn")
            stack.callback(os.close, tokens)
            yield cls(descriptor, tokens)

    @property
    def offset(self) -> int:
        """Say how many bytes have arrived."""
        return os.fstat(self.descriptor).st_size

    def take(self) -> None:
        """Take over, wherever the upload stands."""
        with self._locked():
            os.pwrite(self._tokens, self._mine, 0)

    def take_at(self, offset: int) -> None:
        """Take over if the upload stands at ``offset``; raises OffsetConflict."""
        with self._locked():
            if offset != self.offset:
                raise OffsetConflict(offset=self.offset)
            os.pwrite(self._tokens, self._mine, 0)

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end; raises UploadTakenOver."""
        with self._held(), refusals():
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.pwrite(self.descriptor, rest, self.offset) :]

    def cut_back(self, offset: int) -> None:
        """Drop everything from ``offset`` on; raises UploadTakenOver."""
        with self._held():
            os.ftruncate(self.descriptor, offset)

    @contextmanager
    def _held(self) -> Iterator[None]:
        with self._locked():
            if os.pread(self._tokens, _TOKEN, 0) != self._mine:
                raise UploadTakenOver
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        try:
            if not os.fstat(self.descriptor).st_nlink:
                raise UploadMissing
            yield
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR)
    except FileNotFoundError:
        raise UploadMissing from None
