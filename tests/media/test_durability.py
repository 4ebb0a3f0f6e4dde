"""The order of durable writing, as the kernel sees it (strace)."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from media.filesystem import FilesystemStore

ROOM = "k" * 32
ROOF = b"roof" * 1000
ROOF_HASH = hashlib.sha256(ROOF).hexdigest()

PUT = f"""
import io, sys
from pathlib import Path
from media.filesystem import FilesystemStore
store = FilesystemStore(Path(sys.argv[1]))
print(store.put("{ROOM}", io.BytesIO(b"roof" * 1000)).sha256, flush=True)
"""
CALLS = "openat,mkdir,mkdirat,fsync,rename,renameat,renameat2,write"


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not on this machine")
    tried = subprocess.run([found, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("strace may not look into processes here")
    return found


def traced(strace, root, here, *words) -> subprocess.CompletedProcess[str]:
    put = [sys.executable, "-c", PUT, str(root)]
    return subprocess.run(
        [strace, "-f", "-y", *words, *put],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )


def steps(trace: str, root: Path) -> list[str]:
    """Tell the story of the calls below root: 'fsync drafts/#', 'rename …'."""
    told = []
    for line in trace.splitlines():
        call = re.search(
            r"\b(fsync|rename|mkdir|write)\w*\((.*)\) += 0|write\((.*)", line
        )
        if call is None or str(root) not in line:
            continue
        name = call[1] or "write"
        paths = [Path(found) for found in re.findall(rf"{root}[^>\",]*", line)]
        places = [str(path.relative_to(root)) for path in paths]
        told.append(" ".join([name, *places]))
    return told


def test_bytes_then_name_then_every_folder_are_synced_before_put_returns(
    strace, here, tmp_path
):
    root = tmp_path / "media"
    trace = tmp_path / "trace"
    done = traced(strace, root, here, "-e", f"trace={CALLS}", "-o", str(trace))
    assert done.stdout.strip() == ROOF_HASH
    story = steps(trace.read_text(), root)
    home = f"blobs/{ROOM}/{ROOF_HASH[:2]}"
    (renamed,) = [step for step in story if step.startswith("rename")]
    draft = renamed.split()[1]
    assert renamed == f"rename {draft} {home}/{ROOF_HASH}"
    before, after = story[: story.index(renamed)], story[story.index(renamed) :]
    assert before.index(f"write {draft}") < before.index(f"fsync {draft}")
    for new, parent in [
        ("blobs", "."),
        (f"blobs/{ROOM}", "blobs"),
        (home, f"blobs/{ROOM}"),
    ]:
        assert before.index(f"mkdir {new}") < last(before, f"fsync {parent}")
    assert after[1:] == [f"fsync {home}"]


def last(story: list[str], step: str) -> int:
    return len(story) - 1 - story[::-1].index(step)


def test_killed_at_any_sync_or_rename_nothing_half_is_visible(strace, here, tmp_path):
    """Kill at the first, the second … such call until one run comes through."""
    for number in range(1, 30):
        root = tmp_path / str(number)
        fault = f"inject=fsync,rename:signal=KILL:when={number}"
        done = traced(strace, root, here, "-qq", "-o", "/dev/null", "-e", fault)
        store = FilesystemStore(root)
        for blob in store.list(ROOM):
            store.verify(ROOM, blob.sha256)
        assert list((root / "drafts").iterdir()) == []
        if done.returncode == 0:
            assert done.stdout.strip() == ROOF_HASH
            assert store.size(ROOM, ROOF_HASH) == len(ROOF)
            break
        assert done.stdout == ""
    assert number > 5


def test_a_failing_disk_is_never_acknowledged(strace, here, tmp_path):
    """The disk answers EIO to the first, the second … sync: each one counts."""
    for number in range(1, 30):
        root = tmp_path / str(number)
        fault = f"inject=fsync:error=EIO:when={number}"
        done = traced(strace, root, here, "-qq", "-o", "/dev/null", "-e", fault)
        if done.returncode == 0:
            break
        assert done.stdout == ""
        assert "StoreHalted" in done.stderr
    assert number > 5
