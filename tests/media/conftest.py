"""Stores and rooms for the tests of media."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from media.filesystem import FilesystemStore
from media.s3 import S3Store
from media.store import Store
from tests.services import swift

BUCKET = "evidence"


@pytest.fixture(scope="session")
def s3_account(tmp_path_factory) -> Iterator[swift.S3Account]:
    """A running Swift with an empty bucket."""
    home = tmp_path_factory.mktemp("swift")
    try:
        with swift.running(home) as account:
            _client(account).create_bucket(Bucket=BUCKET)
            yield account
    except swift.NoSwift as missing:
        pytest.skip(str(missing))


def _client(account: swift.S3Account):
    return boto3.client(
        "s3",
        endpoint_url=account.endpoint,
        region_name=account.region,
        aws_access_key_id=account.access_key,
        aws_secret_access_key=account.secret_key,
        config=Config(s3={"addressing_style": "path"}),
    )


@pytest.fixture
def s3_client(s3_account):
    return _client(s3_account)


@pytest.fixture
def s3_store(s3_account, tmp_path) -> S3Store:
    return S3Store(
        bucket=BUCKET,
        endpoint=s3_account.endpoint,
        region=s3_account.region,
        access_key=s3_account.access_key,
        secret_key=s3_account.secret_key,
        prefix=f"tests/{os.urandom(6).hex()}",
        spool=tmp_path / "spool",
    )


@pytest.fixture
def filesystem_store(tmp_path) -> FilesystemStore:
    return FilesystemStore(tmp_path / "media")


@pytest.fixture(
    params=["filesystem", pytest.param("s3", marks=pytest.mark.s3)],
)
def store(request) -> Store:
    """Each of the two stores; what is said of one holds for the other."""
    return request.getfixturevalue(f"{request.param}_store")


class Cut(io.RawIOBase):
    """A stream that breaks after its bytes, as a connection does."""

    def __init__(self, arriving: bytes) -> None:
        self._rest = io.BytesIO(arriving)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._rest.read(size)
        if not chunk:
            raise ConnectionResetError("the village has no signal")
        return chunk


@pytest.fixture
def cut():
    return Cut


@pytest.fixture
def here() -> Path:
    """The folder the packages are imported from."""
    return Path(__file__).resolve().parents[2]
