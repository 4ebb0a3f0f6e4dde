"""Uploads in pieces, over connections that break."""

import base64
import hashlib
import io
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.checksum import Checksum
from media.errors import (
    BadChecksum,
    ChecksumMismatch,
    OffsetConflict,
    UploadMissing,
    UploadTakenOver,
    UploadTooLong,
    UploadUnfinished,
)
from media.upload import Partial
from tests.media.streams import Cut

PHOTO = "photo-of-a-plaque-0001"
CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def partial(tmp_path):
    return Partial(tmp_path / "partial")


@pytest.fixture
def begun(partial):
    partial.begin(PHOTO, len(CONTENT))
    return partial


def whole(partial, upload_id=PHOTO):
    with partial.finish(upload_id) as kept:
        return kept.read()


def checksum(piece, algorithm="sha1"):
    digest = base64.b64encode(hashlib.new(algorithm, piece).digest()).decode()
    return Checksum.parse(f"{algorithm} {digest}")


def test_a_new_upload_stands_at_nothing(begun):
    assert begun.offset(PHOTO) == 0
    assert begun.length(PHOTO) == len(CONTENT)


def test_pieces_make_the_whole(begun):
    half = len(CONTENT) // 2
    assert begun.append(PHOTO, 0, io.BytesIO(CONTENT[:half])) == half
    assert begun.append(PHOTO, half, io.BytesIO(CONTENT[half:])) == len(CONTENT)
    assert whole(begun) == CONTENT


@pytest.mark.parametrize("arrived", [0, 1, 32_767, 32_768, 32_769, 100_000])
def test_what_arrived_before_the_break_is_kept(begun, cut, arrived):
    assert begun.append(PHOTO, 0, cut(CONTENT[:arrived])) == arrived
    assert begun.offset(PHOTO) == arrived
    begun.append(PHOTO, arrived, io.BytesIO(CONTENT[arrived:]))
    assert whole(begun) == CONTENT


@pytest.mark.parametrize("offset", [0, 9, 11, 10**15])
def test_a_piece_that_begins_elsewhere_is_refused_and_told_where(begun, offset):
    begun.append(PHOTO, 0, io.BytesIO(CONTENT[:10]))
    with pytest.raises(OffsetConflict) as refusal:
        begun.append(PHOTO, offset, io.BytesIO(CONTENT[:5]))
    assert refusal.value.values == {"offset": 10}
    assert begun.offset(PHOTO) == 10


def test_a_piece_past_the_end_is_dropped_whole(begun):
    begun.append(PHOTO, 0, io.BytesIO(CONTENT[:10]))
    with pytest.raises(UploadTooLong):
        begun.append(PHOTO, 10, io.BytesIO(CONTENT))
    assert begun.offset(PHOTO) == 10


def test_a_piece_past_the_end_is_dropped_whole_even_if_its_checksum_is_right(begun):
    begun.append(PHOTO, 0, io.BytesIO(CONTENT[:10]))
    with pytest.raises(UploadTooLong):
        begun.append(PHOTO, 10, io.BytesIO(CONTENT), checksum(CONTENT))
    assert begun.offset(PHOTO) == 10


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_its_checksum_is_kept(begun, algorithm):
    sent = io.BytesIO(CONTENT)
    assert begun.append(PHOTO, 0, sent, checksum(CONTENT, algorithm)) == len(CONTENT)
    assert whole(begun) == CONTENT


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_damaged_piece_is_dropped_whole(begun, algorithm):
    with pytest.raises(ChecksumMismatch):
        begun.append(
            PHOTO, 0, io.BytesIO(b"X" + CONTENT[1:]), checksum(CONTENT, algorithm)
        )
    assert begun.offset(PHOTO) == 0


def test_a_piece_cut_short_does_not_have_its_checksum(begun, cut):
    with pytest.raises(ChecksumMismatch):
        begun.append(PHOTO, 0, cut(CONTENT[:50_000]), checksum(CONTENT))
    assert begun.offset(PHOTO) == 0


@pytest.mark.parametrize(
    "header",
    ["", "sha1", "md5 CY9rzUYh03PK3k6DJie09g==", "sha1 no-base64!", "sha1 AAAA"],
)
def test_a_checksum_that_cannot_be_read_is_refused(header):
    with pytest.raises(BadChecksum):
        Checksum.parse(header)


def test_an_unfinished_upload_is_not_given_out(begun):
    begun.append(PHOTO, 0, io.BytesIO(CONTENT[:10]))
    with pytest.raises(UploadUnfinished) as refusal:
        begun.finish(PHOTO)
    assert refusal.value.values == {"offset": 10, "length": len(CONTENT)}


def test_an_upload_of_nothing_is_whole_at_once(partial):
    partial.begin(PHOTO, 0)
    assert whole(partial) == b""


def test_a_discarded_upload_is_gone_and_stays_gone(begun):
    begun.discard(PHOTO)
    begun.discard(PHOTO)
    with pytest.raises(UploadMissing):
        begun.append(PHOTO, 0, io.BytesIO(b"x"))


@pytest.mark.parametrize(
    "upload_id", ["", "short", "../../../../etc/passwd", "照片" * 8, PHOTO + "/bytes"]
)
def test_an_id_that_is_not_ours_names_nothing(begun, upload_id):
    for asked in (begun.offset, begun.length, begun.finish):
        with pytest.raises(UploadMissing):
            asked(upload_id)
    with pytest.raises(UploadMissing):
        begun.begin(upload_id, 1)
    begun.discard(upload_id)
    assert begun.offset(PHOTO) == 0


def test_another_process_goes_on_where_this_one_stood(begun, tmp_path):
    begun.append(PHOTO, 0, io.BytesIO(CONTENT[:70_000]))
    other = Partial(tmp_path / "partial")
    other.append(PHOTO, 70_000, io.BytesIO(CONTENT[70_000:]))
    assert whole(begun) == CONTENT


def test_a_half_made_upload_names_nothing_and_is_discarded(partial, tmp_path):
    half = tmp_path / "partial" / "uploads" / PHOTO
    half.mkdir()
    with pytest.raises(UploadMissing):
        partial.offset(PHOTO)
    partial.discard(PHOTO)
    assert not half.exists()


class HalfDead:
    """A connection that delivered some bytes and now hangs until it is released."""

    def __init__(self, arrived: bytes, late: bytes) -> None:
        self._coming = [arrived, late]
        self.hangs = threading.Event()
        self.released = threading.Event()

    def read(self, size: int = -1) -> bytes:
        if len(self._coming) == 1:
            self.hangs.set()
            assert self.released.wait(30)
        return self._coming.pop(0) if self._coming else b""


@pytest.fixture
def half_dead(begun):
    """An append that hangs after 10 bytes; its outcome, and its connection."""
    connection = HalfDead(CONTENT[:10], b"late bytes")
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(begun.append, PHOTO, 0, connection)
        assert connection.hangs.wait(30)
        yield outcome, connection
        connection.released.set()


def test_a_newer_head_takes_over_from_a_half_dead_append(begun, half_dead):
    outcome, connection = half_dead
    assert begun.offset(PHOTO) == 10
    connection.released.set()
    with pytest.raises(UploadTakenOver):
        outcome.result()
    assert begun.offset(PHOTO) == 10


def test_a_newer_append_goes_on_without_waiting_for_the_half_dead_one(begun, half_dead):
    outcome, connection = half_dead
    begun.append(PHOTO, 10, io.BytesIO(CONTENT[10:]))
    connection.released.set()
    with pytest.raises(UploadTakenOver):
        outcome.result()
    assert whole(begun) == CONTENT


def test_an_append_that_begins_elsewhere_takes_nothing_over(begun, half_dead):
    outcome, connection = half_dead
    with pytest.raises(OffsetConflict):
        begun.append(PHOTO, 0, io.BytesIO(CONTENT))
    connection.released.set()
    assert outcome.result() == 20


def test_an_upload_discarded_under_an_append_is_missing(begun, half_dead):
    outcome, connection = half_dead
    begun.discard(PHOTO)
    connection.released.set()
    with pytest.raises(UploadMissing):
        outcome.result()


def test_of_eight_appends_at_once_the_bytes_arrive_once(begun):
    def send(_):
        try:
            return begun.append(PHOTO, 0, io.BytesIO(CONTENT))
        except (OffsetConflict, UploadTakenOver):
            return None

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    begun.append(PHOTO, begun.offset(PHOTO), io.BytesIO(CONTENT[begun.offset(PHOTO) :]))
    assert whole(begun) == CONTENT


def test_a_killed_server_has_every_byte_whose_offset_it_gave(here, tmp_path):
    script = """
import io, sys
from pathlib import Path
from media.upload import Partial
from tests.media.streams import Cut
partial = Partial(Path(sys.argv[1]))
partial.begin("photo-of-a-plaque-0001", 10_000_000)
offset = 0
while True:
    offset = partial.append("photo-of-a-plaque-0001", offset, io.BytesIO(b"x" * 5000))
    print(offset, flush=True)
"""
    words = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(words, cwd=here, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        given = [int(server.stdout.readline()) for _ in range(5)]
        server.send_signal(signal.SIGKILL)
    again = Partial(tmp_path)
    stands = again.offset(PHOTO)
    assert stands >= given[-1]
    assert again.append(PHOTO, stands, io.BytesIO(b"x")) == stands + 1


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(["whole", "cut", "damaged"])),
        max_size=8,
    )
)
def test_however_the_pieces_break_the_whole_is_the_photo(tmp_path_factory, pieces):
    """Whatever breaks on the way, a phone that asks and goes on gets it across."""
    partial = Partial(tmp_path_factory.mktemp("any"))
    content = CONTENT[:10_000]
    partial.begin(PHOTO, len(content))
    for size, fate in pieces:
        at = partial.offset(PHOTO)
        piece = content[at : at + size]
        if fate == "damaged":
            with pytest.raises(ChecksumMismatch):
                partial.append(PHOTO, at, io.BytesIO(piece), checksum(piece + b"!"))
            continue
        stream: Any = Cut(piece) if fate == "cut" else io.BytesIO(piece)
        assert partial.append(PHOTO, at, stream) == at + len(piece)
    at = partial.offset(PHOTO)
    partial.append(PHOTO, at, io.BytesIO(content[at:]))
    assert whole(partial) == content
