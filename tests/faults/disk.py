"""A disk whose power can be cut."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("powercut.sh")
NEEDED = ("mkfs.xfs", "mkfs.ext4", "losetup", "mountpoint")


class NoDisk(Exception):
    """Such a disk cannot be made here; says why."""


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system that is in use, and what is left of it after a cut."""

    folder: Path

    @property
    def live(self) -> Path:
        """Where one writes."""
        return self.folder / "live"

    def cut(self) -> Path:
        """Cut the power now; give the folder as the next start finds it."""
        _run("cut", self.folder)
        return self.folder / "crash"


@contextmanager
def mounted(folder: Path) -> Iterator[Disk]:
    """Make such a disk below a folder, until left; raises NoDisk."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if os.geteuid() != 0:
        raise NoDisk("power cuts need root")
    if missing:
        raise NoDisk(f"power cuts need {', '.join(missing)}")
    try:
        _run("up", folder)
        yield Disk(folder)
    finally:
        _run("down", folder)


def _run(command: str, folder: Path) -> None:
    words = ["bash", str(SCRIPT), command, str(folder)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NoDisk(f"powercut.sh {command}: {done.stderr.strip().splitlines()[-1]}")
