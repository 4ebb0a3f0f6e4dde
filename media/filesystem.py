"""A store in a folder of this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from media.store import Blob


class FilesystemStore:
    """Keeps blobs as files below ``root``; the contract is in :mod:`media.store`."""

    def __init__(self, root: Path) -> None:
        raise NotImplementedError

    def put(self, room: str, stream: BinaryIO, expected: str | None = None) -> Blob:
        raise NotImplementedError

    def open(self, room: str, sha256: str) -> BinaryIO:
        raise NotImplementedError

    def size(self, room: str, sha256: str) -> int | None:
        raise NotImplementedError

    def verify(self, room: str, sha256: str) -> None:
        raise NotImplementedError

    def list(self, room: str) -> Iterator[Blob]:
        raise NotImplementedError

    def put_derived(self, room: str, sha256: str, kind: str, copy: bytes) -> None:
        raise NotImplementedError

    def open_derived(self, room: str, sha256: str, kind: str) -> BinaryIO | None:
        raise NotImplementedError
