"""A store in a bucket of S3-compatible storage."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from media.store import Blob


class S3Store:
    """Keeps blobs as objects of a bucket; the contract is in :mod:`media.store`."""

    def __init__(
        self,
        bucket: str,
        endpoint: str | None,
        region: str,
        access_key: str,
        secret_key: str,
        *,
        prefix: str,
        spool: Path,
        addressing: Literal["path", "virtual"] = "path",
    ) -> None:
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
