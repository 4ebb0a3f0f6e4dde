"""One writer at a time, first come first served, across threads and processes."""

from __future__ import annotations

import fcntl
import os
from collections import deque
from pathlib import Path
from threading import Lock
from weakref import finalize


class Turnstile:
    """Lets one holder through at a time, in the order of arrival.

    Within a process a queue keeps the order; between processes a lock on a file in
    the data folder keeps server, worker and command apart. The file is let go of
    with the turnstile.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        finalize(self, os.close, self._file)
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._busy = False

    def enter(self) -> None:
        """Wait for the turn."""
        self._queue_up()
        try:
            # Held already when it was handed on: then this asks for nothing.
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self.hand_on()
            raise

    def leave(self) -> None:
        """End the turn: the next may be of any process."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self.hand_on()

    def hand_on(self) -> None:
        """End the turn; the next of this process goes on where this one stood."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._busy = False

    def awaited(self) -> bool:
        """Say whether another of this process waits for the turn."""
        return bool(self._waiting)

    def _queue_up(self) -> None:
        ticket = Lock()
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            ticket.acquire()
            self._waiting.append(ticket)
        ticket.acquire()
