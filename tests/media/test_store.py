"""The contract of a store, on both stores."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from media.errors import BadRoom, BlobMissing, EmptyBlob, HashMismatch
from media.store import Blob

ROOM = "k" * 32
OTHER_ROOM = "m" * 32
ROOF = b"a photograph of a roof" * 1000
ROOF_HASH = hashlib.sha256(ROOF).hexdigest()


def put(store, content=ROOF, room=ROOM, expected=None):
    return store.put(room, io.BytesIO(content), expected)


def test_what_was_put_comes_back(store):
    blob = put(store)
    assert blob == Blob(ROOF_HASH, len(ROOF))
    with store.open(ROOM, blob.sha256) as kept:
        assert kept.read() == ROOF


def test_an_open_blob_can_be_read_from_any_place(store):
    with store.open(ROOM, put(store).sha256) as kept:
        kept.seek(7)
        assert kept.read(5) == ROOF[7:12]


def test_putting_twice_is_the_same_blob(store):
    assert put(store) == put(store)
    assert list(store.list(ROOM)) == [Blob(ROOF_HASH, len(ROOF))]


def test_eight_threads_putting_the_same_bytes_make_one_blob(store):
    with ThreadPoolExecutor(8) as pool:
        blobs = {turn.result() for turn in [pool.submit(put, store) for _ in range(8)]}
    assert blobs == {Blob(ROOF_HASH, len(ROOF))}
    assert list(store.list(ROOM)) == [*blobs]
    store.verify(ROOM, ROOF_HASH)


def test_threads_putting_different_bytes_do_not_disturb_one_another(store):
    contents = [bytes([n]) * 50_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        blobs = list(pool.map(lambda content: put(store, content), contents))
    for blob, content in zip(blobs, contents, strict=True):
        with store.open(ROOM, blob.sha256) as kept:
            assert kept.read() == content


def test_bytes_that_were_announced_otherwise_are_refused(store):
    with pytest.raises(HashMismatch) as refusal:
        put(store, b"something else", expected=ROOF_HASH)
    assert refusal.value.values["expected"] == ROOF_HASH
    assert list(store.list(ROOM)) == []


def test_bytes_that_were_announced_are_kept(store):
    assert put(store, expected=ROOF_HASH).sha256 == ROOF_HASH


def test_no_bytes_are_no_blob(store):
    with pytest.raises(EmptyBlob):
        put(store, b"")
    assert list(store.list(ROOM)) == []


def test_a_stream_that_breaks_leaves_nothing_behind(store, cut):
    with pytest.raises(ConnectionResetError):
        store.put(ROOM, cut(ROOF[:5000]))
    assert list(store.list(ROOM)) == []


def test_one_room_does_not_know_what_another_keeps(store):
    put(store)
    assert store.size(OTHER_ROOM, ROOF_HASH) is None
    assert list(store.list(OTHER_ROOM)) == []
    with pytest.raises(BlobMissing):
        store.open(OTHER_ROOM, ROOF_HASH)


@pytest.mark.parametrize(
    "room", ["", "short", "../../../../../../etc", "K" * 32, "k" * 65, "k" * 31 + "/"]
)
def test_a_room_is_a_random_key_and_nothing_else(store, room):
    with pytest.raises(BadRoom):
        put(store, room=room)
    with pytest.raises(BadRoom):
        list(store.list(room))


@pytest.mark.parametrize(
    "name",
    ["", "../secret", "照片 1.jpg", ROOF_HASH.upper(), ROOF_HASH + "\n", "0" * 64],
)
def test_what_is_no_hash_or_unknown_names_nothing(store, name):
    put(store)
    assert store.size(ROOM, name) is None
    with pytest.raises(BlobMissing):
        store.open(ROOM, name)
    with pytest.raises(BlobMissing):
        store.verify(ROOM, name)


def test_size_is_the_number_of_bytes(store):
    assert store.size(ROOM, put(store).sha256) == len(ROOF)


def test_a_room_is_listed_in_the_order_of_the_hashes(store):
    blobs = [put(store, bytes([n])) for n in range(1, 6)]
    assert list(store.list(ROOM)) == sorted(blobs, key=lambda blob: blob.sha256)


def test_whole_bytes_verify(store):
    store.verify(ROOM, put(store).sha256)


def test_a_derived_copy_comes_back(store):
    put(store)
    store.put_derived(ROOM, ROOF_HASH, "thumb320", b"small")
    with store.open_derived(ROOM, ROOF_HASH, "thumb320") as copy:
        assert copy.read() == b"small"


def test_a_derived_copy_can_be_made_anew(store):
    store.put_derived(ROOM, ROOF_HASH, "thumb320", b"small")
    store.put_derived(ROOM, ROOF_HASH, "thumb320", b"better")
    with store.open_derived(ROOM, ROOF_HASH, "thumb320") as copy:
        assert copy.read() == b"better"


def test_a_derived_copy_may_be_absent_and_is_no_blob(store):
    assert store.open_derived(ROOM, ROOF_HASH, "thumb320") is None
    store.put_derived(ROOM, ROOF_HASH, "thumb320", b"small")
    assert list(store.list(ROOM)) == []
    assert store.size(ROOM, ROOF_HASH) is None


def test_the_kind_of_a_derived_copy_never_leaves_its_folder(store):
    with pytest.raises(ValueError, match="kind"):
        store.put_derived(ROOM, ROOF_HASH, "../thumb", b"small")
