"""What only a store in a bucket can meet."""

import io
import socket

import pytest

from media.errors import BlobDamaged, StoreUnavailable
from media.s3 import S3Store
from tests.media.conftest import BUCKET

pytestmark = pytest.mark.s3
ROOM = "k" * 32


def key_of(client, store):
    listed = client.list_objects_v2(Bucket=BUCKET, Prefix=store._prefix)
    return next(entry["Key"] for entry in listed["Contents"])


def test_other_bytes_under_a_key_are_noticed_and_mended(s3_store, s3_client):
    blob = s3_store.put(ROOM, io.BytesIO(b"roof"))
    s3_client.put_object(Bucket=BUCKET, Key=key_of(s3_client, s3_store), Body=b"loof")
    with pytest.raises(BlobDamaged):
        s3_store.verify(ROOM, blob.sha256)
    with pytest.raises(BlobDamaged):
        s3_store.open(ROOM, blob.sha256)
    s3_store.put(ROOM, io.BytesIO(b"roof"))
    s3_store.verify(ROOM, blob.sha256)


def test_keys_hold_the_room_and_the_hash_only(s3_store, s3_client):
    blob = s3_store.put(ROOM, io.BytesIO(b"roof"))
    assert key_of(s3_client, s3_store).endswith(f"/{ROOM}/sha256/{blob.sha256}")


def test_the_spool_is_empty_after_a_put(s3_store, tmp_path):
    s3_store.put(ROOM, io.BytesIO(b"roof"))
    assert [path for path in (tmp_path / "spool").rglob("*") if path.is_file()] == []


def elsewhere(account, tmp_path, **changes) -> S3Store:
    place = {
        "bucket": BUCKET,
        "endpoint": account.endpoint,
        "region": account.region,
        "access_key": account.access_key,
        "secret_key": account.secret_key,
        "prefix": "tests",
        "spool": tmp_path / "elsewhere",
    }
    return S3Store(**place | changes)


@pytest.mark.parametrize(
    "wrong", [{"bucket": "nobodys"}, {"secret_key": "wrong"}, {"access_key": "x:y"}]
)
def test_a_wrong_bucket_or_key_is_no_missing_blob(s3_account, tmp_path, wrong):
    store = elsewhere(s3_account, tmp_path, **wrong)
    with pytest.raises(StoreUnavailable):
        store.put(ROOM, io.BytesIO(b"roof"))
    with pytest.raises(StoreUnavailable):
        store.size(ROOM, "0" * 64)
    with pytest.raises(StoreUnavailable):
        store.open(ROOM, "0" * 64)


def test_a_server_that_is_away_is_unavailable(s3_account, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        store = elsewhere(s3_account, tmp_path, endpoint=endpoint)
        with pytest.raises(StoreUnavailable):
            store.put(ROOM, io.BytesIO(b"roof"))
