"""Stores and rooms for the tests of media."""

import os
from contextlib import suppress
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from hypothesis import HealthCheck, settings

from media.filesystem import FilesystemStore
from media.s3 import S3Store
from media.store import Store
from tests.media.streams import Cut
from tests.services import swift

BUCKET = "evidence"

# No test of ours is timed; the machine may be busy with something else.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("calm")


@pytest.fixture(scope="session")
def s3_account() -> swift.S3Account:
    """A running Swift with a bucket, or skip."""
    try:
        account = swift.server()
    except swift.NoSwift as missing:
        pytest.skip(str(missing))
    client = _client(account)
    # Every worker of the run asks for it; the first makes it.
    with suppress(client.exceptions.BucketAlreadyOwnedByYou):
        client.create_bucket(Bucket=BUCKET)
    return account


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
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def cut():
    """A stream that breaks after its bytes, as a connection does."""
    return Cut


@pytest.fixture
def here() -> Path:
    """The folder the packages are imported from."""
    return Path(__file__).resolve().parents[2]
