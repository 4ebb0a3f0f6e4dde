"""What only a store in a folder can meet: damage, dead writers, failing disks."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from media.errors import BlobDamaged, StoreFull, StoreHalted
from media.filesystem import FilesystemStore

ROOM = "k" * 32

# Puts one blob whose bytes come from standard input, then says so.
PUT = """
import sys
from pathlib import Path
from media.filesystem import FilesystemStore
store = FilesystemStore(Path(sys.argv[1]))
print("open", flush=True)
blob = store.put("k" * 32, sys.stdin.buffer)
print(blob.sha256, flush=True)
"""


def putting(root: Path, here: Path, *before: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*before, sys.executable, "-c", PUT, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=here,
    )


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def damage(root: Path) -> None:
    (kept,) = (root / "blobs").rglob("?" * 64)
    content = bytearray(kept.read_bytes())
    content[0] ^= 1
    kept.write_bytes(content)


def test_a_flipped_bit_is_noticed_and_mended_by_putting_again(
    filesystem_store, tmp_path
):
    blob = filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    damage(tmp_path / "media")
    with pytest.raises(BlobDamaged) as found:
        filesystem_store.verify(ROOM, blob.sha256)
    assert found.value.values["sha256"] == blob.sha256
    filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    filesystem_store.verify(ROOM, blob.sha256)


def test_a_refused_put_leaves_no_file_at_all(filesystem_store, cut, tmp_path):
    with pytest.raises(ConnectionResetError):
        filesystem_store.put(ROOM, cut(b"half a roof"))
    assert files(tmp_path) == []


def test_blobs_are_for_the_owner_of_the_process_only(filesystem_store, tmp_path):
    filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    filesystem_store.put_derived(ROOM, "0" * 64, "thumb320", b"small")
    kept = list((tmp_path / "media").rglob("*"))
    assert [oct(path.stat().st_mode & 0o077) for path in kept] == ["0o0"] * len(kept)


def test_a_writer_killed_in_the_middle_leaves_nothing_visible(here, tmp_path):
    writer = putting(tmp_path, here)
    assert writer.stdin is not None
    assert writer.stdout is not None
    with writer:
        writer.stdout.readline()
        writer.stdin.write(b"half a roof" * 100_000)
        writer.stdin.flush()
        writer.send_signal(signal.SIGKILL)
    (draft,) = files(tmp_path)
    assert draft.parent.name == "drafts"
    store = FilesystemStore(tmp_path)
    assert list(store.list(ROOM)) == []
    assert files(tmp_path) == []


def test_opening_the_store_again_spares_the_draft_of_a_living_writer(here, tmp_path):
    writer = putting(tmp_path, here)
    assert writer.stdin is not None
    assert writer.stdout is not None
    with writer:
        writer.stdout.readline()
        writer.stdin.write(b"roof" * 200_000)
        writer.stdin.flush()
        while not files(tmp_path):
            assert writer.poll() is None
        store = FilesystemStore(tmp_path)
        writer.stdin.close()
        said = writer.stdout.read().decode().strip()
    assert store.size(ROOM, said) == 800_000


def test_a_sync_that_fails_stops_all_further_writing(
    filesystem_store, tmp_path, monkeypatch
):
    kept = filesystem_store.put(ROOM, io.BytesIO(b"before"))
    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", _failing_disk)
        with pytest.raises(StoreHalted):
            filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    # The disk may say yes the second time without having the bytes.
    with pytest.raises(StoreHalted):
        filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    with filesystem_store.open(ROOM, kept.sha256) as still:
        assert still.read() == b"before"
    assert FilesystemStore(tmp_path / "media").put(ROOM, io.BytesIO(b"roof")).size == 4


def _failing_disk(descriptor: int) -> None:
    raise OSError(5, "Input/output error")


def test_a_full_disk_refuses_and_recovers(tmp_path, here):
    script = """
import io, resource, sys
from pathlib import Path
from media.errors import StoreFull
from media.filesystem import FilesystemStore
store = FilesystemStore(Path(sys.argv[1]))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, most))
try:
    store.put("k" * 32, io.BytesIO(bytes(2 << 20)))
except StoreFull:
    print("full", len(list(store.list("k" * 32))))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print(store.put("k" * 32, io.BytesIO(bytes(2 << 20))).size)
"""
    words = [sys.executable, "-c", script, str(tmp_path)]
    said = subprocess.run(words, cwd=here, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["full", "0", str(2 << 20)]


def test_a_full_disk_has_its_own_name(filesystem_store, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", full)
        with pytest.raises(StoreFull):
            filesystem_store.put(ROOM, io.BytesIO(b"roof"))
    assert filesystem_store.put(ROOM, io.BytesIO(b"roof")).size == 4
