"""Write files so that a power cut the moment after loses nothing.

The order is always: draft in the same file system, sync the draft, rename it to
where it belongs, sync the folder. Every new folder is synced into its parent
first. A sync that fails is never tried again: the kernel may have dropped the
bytes and report success the second time, so this process refuses to write on.
"""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from media.errors import StoreError, StoreFull, StoreHalted, StoreUnavailable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Draft:
    """A file not yet in its place, locked by whoever writes it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end; raises StoreFull, StoreUnavailable."""
        with refusals():
            write_whole(self.descriptor, chunk)

    def close(self) -> None:
        """Let go of the file; what was not published is gone."""
        with suppress(FileNotFoundError):
            self.path.unlink()
        os.close(self.descriptor)


class Disk:
    """A folder tree of this machine that is written durably.

    Threads and processes may share it: a draft is locked while it is written, and
    only a draft whose writer is dead is swept away.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._drafts = root / "drafts"
        self._settled: set[Path] = set()
        self._halted: str | None = None
        self.settle(self._drafts)
        self._sweep()

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """Open a new draft; without :meth:`publish` nothing of it stays."""
        self._refuse_if_halted()
        with refusals():
            draft = self._begin()
        try:
            yield draft
        finally:
            draft.close()

    def publish(self, draft: Draft, target: Path) -> None:
        """Put a synced draft in its place, durably."""
        self.settle(target.parent)
        with refusals():
            draft.path.replace(target)
        self.sync_folder(target.parent)

    def sync(self, descriptor: int) -> None:
        """Wait until a file's bytes are on the disk; raises StoreHalted."""
        self._refuse_if_halted()
        try:
            os.fsync(descriptor)
        except OSError as error:
            raise self._unsynced(error) from error

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk."""
        with refusals():
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def settle(self, folder: Path) -> None:
        """Make a folder and its parents; each is synced once by this process.

        Even one that exists: another process may have made it a moment ago.
        """
        if folder in self._settled and folder.is_dir():
            return
        if folder in self.root.parents and folder.is_dir():
            return
        self.settle(folder.parent)
        with refusals():
            folder.mkdir(mode=0o700, exist_ok=True)
        self.sync_folder(folder.parent)
        self._settled.add(folder)

    def _begin(self) -> Draft:
        while True:
            path = self._drafts / secrets.token_hex(16)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Between making and locking it, a sweep may have taken it away.
            if os.fstat(descriptor).st_nlink:
                return Draft(path, descriptor)
            os.close(descriptor)

    def _sweep(self) -> None:
        for path in self._drafts.iterdir():
            with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()

    def _refuse_if_halted(self) -> None:
        if self._halted is not None:
            raise StoreHalted(reason=self._halted)

    def _unsynced(self, error: OSError) -> StoreError:
        if error.errno in _FULL:
            return StoreFull()
        self._halted = os.strerror(error.errno or errno.EIO)
        return StoreHalted(reason=self._halted)


def write_whole(descriptor: int, chunk: bytes) -> None:
    """Write every byte, however the kernel slices them."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


@contextmanager
def refusals() -> Iterator[None]:
    """Name what the file system refuses: StoreFull or StoreUnavailable."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull from error
        raise StoreUnavailable(reason=error.strerror or str(error)) from error
