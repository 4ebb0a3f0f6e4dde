"""A phone whose browser can be killed: its profile stays on the disk."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Playwright

from tests.browser.phone import MANNER, Phone

PATIENCE = 20.0


class Handset(Phone):
    """A phone that loses power: nothing may tidy up."""

    def __init__(self, playwright: Playwright, words: Any, url: str, profile: Path):
        self._playwright, self._words, self._profile = playwright, words, profile
        super().__init__(self._started(), url)

    @classmethod
    @contextmanager
    def in_hand(
        cls, playwright: Playwright, words: Any, url: str, profile: Path
    ) -> Iterator[Handset]:
        handset = cls(playwright, words, url, profile)
        yield handset
        handset.context.close()

    def kill(self) -> None:
        """End the browser with SIGKILL, as a system short of memory does."""
        number = self._process()
        os.kill(number, signal.SIGKILL)
        _await_end(number)
        with suppress(Error):
            self.context.close()

    def boot(self, *, offline: bool) -> None:
        """Start the browser again and open the app."""
        super().__init__(self._started(), self.url)
        self.context.set_offline(offline)
        self.home()

    def _started(self) -> Any:
        return self._playwright.chromium.launch_persistent_context(
            self._profile, **self._words, **MANNER
        )

    def _process(self) -> int:
        """Find the browser's own process by the profile that only it has."""
        mine = f"--user-data-dir={self._profile}".encode()
        for about in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = about.read_bytes()
                if mine in words and b"--type=" not in words:
                    return int(about.parent.name)
        raise AssertionError("the browser is not there")


def _await_end(number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _lives(number):
        assert time.monotonic() < deadline, "the browser does not end"
        time.sleep(0.02)


def _lives(number: int) -> bool:
    """Tell whether a process still runs; one that nobody has buried does not."""
    with suppress(OSError):
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False
