"""A phone whose app is closed, and the browser that wakes its service worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.browser.phone import Phone

#: The tag that the app registers with Background Sync.
SYNC = "chafang-send"
PATIENCE = 30.0


class Waker:
    """The browser itself, as it tells a worker that there is a network again."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin = page, origin
        self.line = page.context.new_cdp_session(page)
        self.registrations: dict[str, str] = {}
        self.line.on("ServiceWorker.workerRegistrationUpdated", self._seen)
        self.line.send("ServiceWorker.enable")
        self._await(lambda: bool(self.registrations))

    def wake(self) -> None:
        """Dispatch the event that Background Sync dispatches."""
        told = {"tag": SYNC, "lastChance": False}
        where = {
            "origin": self.origin,
            "registrationId": self.registrations[f"{self.origin}/app/"],
        }
        self.line.send("ServiceWorker.dispatchSyncEvent", {**where, **told})

    def _seen(self, told: dict[str, Any]) -> None:
        self.registrations |= {
            each["scopeURL"]: each["registrationId"] for each in told["registrations"]
        }

    def _await(self, fits: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not fits():
            assert time.monotonic() < deadline
            self.page.wait_for_timeout(50)


@contextmanager
def beside(phone: Phone) -> Iterator[Waker]:
    """Stand in a page that is not the app's, so that the app's can be closed."""
    page = phone.context.new_page()
    yield Waker(page, phone.url)
    page.close()
