"""One folder for one run of the tests, shared by all its workers.

The controlling process begins and ends the run; the first worker that needs a server
starts it, the others wait for it and use the same one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

VARIABLE = "TEST_RUN_FOLDER"
#: What pytest calls the folder in which it makes those of the tests.
TESTS_ROOT = "PYTEST_DEBUG_TEMPROOT"
PATIENCE = 20.0
#: A disk of memory: thousands of small databases need not wait for a real one.
MEMORY, ENOUGH = Path("/dev/shm"), 4 << 30


def begin() -> None:
    """Make the folder of this run; its workers inherit the name."""
    root = _root()
    os.environ.setdefault(TESTS_ROOT, root)
    folder = tempfile.mkdtemp(prefix="chafang-run-", dir=root)
    # Servers under another user must be able to pass through.
    Path(folder).chmod(0o711)
    os.environ[VARIABLE] = folder


def _root() -> str:
    """Choose where the folders of a run lie: in memory, if there is room to run in."""
    if not os.access(MEMORY, os.W_OK):
        return tempfile.gettempdir()
    seen = os.statvfs(MEMORY)
    roomy = seen.f_bavail * seen.f_frsize >= ENOUGH
    runs = not seen.f_flag & os.ST_NOEXEC
    return str(MEMORY) if roomy and runs else tempfile.gettempdir()


def folder() -> Path:
    """Give the folder of this run."""
    return Path(os.environ[VARIABLE])


def shared(name: str, start: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """Start a server once in a run, and tell every worker the same about it.

    `start` gets an own empty folder and answers with what others must know; the
    process ids under "processes" are ended with the run.
    """
    with locked(name):
        about = folder() / f"{name}.json"
        if not about.exists():
            room = folder() / name
            room.mkdir()
            about.write_text(json.dumps(start(room)))
        known: dict[str, Any] = json.loads(about.read_text())
        return known


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one worker of the run at a time do this."""
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def end() -> None:
    """End every server of the run and remove its folder."""
    started = [json.loads(about.read_text()) for about in folder().glob("*.json")]
    processes = [number for about in started for number in about["processes"]]
    for number in processes:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGINT)
    for number in processes:
        _wait_for(number)
    shutil.rmtree(folder(), ignore_errors=True)
    del os.environ[VARIABLE]


def _wait_for(number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and _lives(number):
        time.sleep(0.02)
    if _lives(number):
        os.kill(number, signal.SIGKILL)


def _lives(number: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(number, os.WNOHANG)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
