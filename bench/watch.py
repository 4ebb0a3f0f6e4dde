"""The most memory a process took while something went on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.processes import use

EVERY = 0.5


@dataclass(slots=True)
class Memory:
    """The peak so far, in MB."""

    peak: float = 0.0

    def look(self, pid: int) -> None:
        """Look once."""
        self.peak = max(self.peak, use(pid).memory_mb)


@contextmanager
def watching(pid: int) -> Iterator[Memory]:
    """Look at a process and its children now and then, until left."""
    memory, done = Memory(), threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            memory.look(pid)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield memory
    finally:
        done.set()
        looking.join()
        memory.look(pid)
