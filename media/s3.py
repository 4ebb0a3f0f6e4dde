"""A store in a bucket of S3-compatible storage.

Servers differ in what a conditional PUT does, in which checksums they look at
and in what a listing shows. So nothing here relies on them: keys are made of
hashes and never change their bytes, writing one again is harmless, and a blob
counts only after it was read back and hashed here.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from media.disk import Disk, Draft, refusals
from media.errors import BlobDamaged, BlobMissing, StoreUnavailable
from media.intake import agreed, take_in
from media.store import Blob, hash_key, is_hash, kind_key, room_key

_CHUNK = 1 << 18


class S3Store:
    """Keeps blobs as objects of a bucket; the contract is in :mod:`media.store`.

    The bucket must exist. Blobs stand at ``<prefix>/<room>/sha256/<sha256>``.
    ``spool`` is a folder of this machine for drafts on their way; a draft whose
    writer died is swept away at the start.
    """

    # A place in somebody's storage has that many parts.
    def __init__(  # noqa: PLR0913, PLR0917
        self,
        bucket: str,
        endpoint: str | None,
        region: str,
        access_key: str,
        secret_key: str,
        prefix: str,
        spool: Path,
        addressing: Literal["path", "virtual"] = "path",
    ) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/".removeprefix("/")
        self._disk = Disk(spool.absolute())
        self._client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=_settings(addressing),
        )

    def put(self, room: str, stream: BinaryIO, expected: str | None = None) -> Blob:
        """Keep what the stream holds; read back and hashed on return."""
        room_key(room)
        with self._disk.draft() as draft:
            blob = take_in(stream, draft)
            agreed(blob, expected)
            if not self._holds(room, blob):
                self._upload(room, blob, draft)
        return blob

    def open(self, room: str, sha256: str) -> BinaryIO:
        """Open a blob for reading; raises BlobMissing, BlobDamaged."""
        with ExitStack() as stack:
            copy = stack.enter_context(TemporaryFile(dir=self._disk.root))
            for chunk in self._read(room, sha256):
                with refusals():
                    copy.write(chunk)
            copy.seek(0)
            stack.pop_all()
            return copy

    def size(self, room: str, sha256: str) -> int | None:
        """Say how many bytes are kept under this hash, None when nothing is."""
        if not is_hash(sha256):
            return None
        with _answering(sha256):
            try:
                key = self._key(room, sha256)
                head = self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if _status(error) != 404:
                    raise
                # A HEAD has no body to say whether the bucket is what is missing.
                self._client.head_bucket(Bucket=self._bucket)
                return None
        return int(head["ContentLength"])

    def verify(self, room: str, sha256: str) -> None:
        """Read every byte back; raises BlobMissing, BlobDamaged."""
        for _ in self._read(room, sha256):
            pass

    def list(self, room: str) -> Iterator[Blob]:
        """Walk over what is kept in a room, in the order of the hashes."""
        prefix = f"{self._prefix}{room_key(room)}/sha256/"
        pages = self._client.get_paginator("list_objects_v2")
        with _answering(""):
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for entry in page.get("Contents", ()):
                    yield Blob(entry["Key"].removeprefix(prefix), entry["Size"])

    def put_derived(self, room: str, sha256: str, kind: str, copy: bytes) -> None:
        """Keep a copy made from a blob."""
        key = self._derived(room, sha256, kind)
        with _answering(sha256):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=copy)

    def open_derived(self, room: str, sha256: str, kind: str) -> BinaryIO | None:
        """Open a derived copy, None when it must be made again."""
        key = self._derived(room, sha256, kind)
        try:
            with _answering(sha256):
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
                return io.BytesIO(answer["Body"].read())
        except BlobMissing:
            return None

    def _upload(self, room: str, blob: Blob, draft: Draft) -> None:
        """Send a draft, and believe in it once it came back the same."""
        key = self._key(room, blob.sha256)
        with draft.path.open("rb") as body, _answering(blob.sha256):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body)
        if not self._holds(room, blob):
            raise StoreUnavailable(reason="the storage gave back other bytes")

    def _holds(self, room: str, blob: Blob) -> bool:
        try:
            self.verify(room, blob.sha256)
        except (BlobMissing, BlobDamaged):
            return False
        return True

    def _read(self, room: str, sha256: str) -> Iterator[bytes]:
        """Give out a blob, hashing it on the way; raises BlobMissing, BlobDamaged."""
        digest = hashlib.sha256()
        for chunk in self._chunks(self._key(room, sha256), sha256):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256, actual=digest.hexdigest())

    def _chunks(self, key: str, sha256: str) -> Iterator[bytes]:
        with _answering(sha256):
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            yield from answer["Body"].iter_chunks(_CHUNK)

    def _key(self, room: str, sha256: str) -> str:
        return f"{self._prefix}{room_key(room)}/sha256/{hash_key(sha256)}"

    def _derived(self, room: str, sha256: str, kind: str) -> str:
        room, sha256, kind = room_key(room), hash_key(sha256), kind_key(kind)
        return f"{self._prefix}{room}/derived/{kind}/{sha256}"


def _settings(addressing: Literal["path", "virtual"]) -> Config:
    """Settle how to talk to it.

    Over TLS boto3's default trailing checksum is more than some servers
    understand; bytes are read back and hashed here in any case.
    """
    return Config(
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": addressing},
        retries={"mode": "standard", "max_attempts": 4},
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=16,
    )


@contextmanager
def _answering(sha256: str) -> Iterator[None]:
    """Name what the storage answers: BlobMissing or StoreUnavailable."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            raise BlobMissing(sha256=sha256) from error
        raise StoreUnavailable(reason=error.response["Error"]["Code"]) from error
    except BotoCoreError as error:
        raise StoreUnavailable(reason=type(error).__name__) from error


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
