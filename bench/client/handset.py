"""A slow phone: a Chromium with its own profile, throttled as the aims are written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from tests.services import chromium

SLOWER = 4
SLOW_4G = {
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 1.6e6 / 8,
}
FAST = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
MANNER: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en",
    "permissions": ["geolocation"],
    "geolocation": {"latitude": 37.19, "longitude": 116.87, "accuracy": 12},
}
#: Where the first page of a form stands: a question, or the rows of a repeat.
DRAWN = ".app-body.fill .field-label, .app-body.fill .rp, .app-body.fill fieldset"
PATIENCE = 120_000
#: So many entries of a long list are drawn before one asks for more.
SHOWN = 20
#: Five times in a row the page was told that it may use a long idle moment.
SETTLED = """
async () => {
  for (let quiet = 0; quiet < 5; ) {
    const left = await new Promise((done) =>
      requestIdleCallback((moment) => done(moment.timeRemaining())));
    quiet = left > 30 ? quiet + 1 : 0;
  }
}
"""


class Handset:
    """One phone; its page can be opened afresh as often as one likes."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.pages[0]
        self.line: CDPSession = context.new_cdp_session(self.page)
        self.page.set_default_timeout(PATIENCE)

    @classmethod
    @contextmanager
    def held(
        cls, playwright: Playwright, address: str, profile: Path
    ) -> Iterator[Handset]:
        """Start the browser with a profile on the disk, and close it when left."""
        context = playwright.chromium.launch_persistent_context(
            profile, **chromium.launch(), **MANNER
        )
        try:
            yield cls(context, address)
        finally:
            context.close()

    def enrol(self, link: str) -> None:
        """Follow the opening link and wait until all forms are here."""
        self.page.goto(link)
        self.page.locator("form button[type=submit], .app-foot .btn-main").first.click()
        self.page.locator(".app-foot .btn-main, main .btn-main").first.click()
        self.await_forms()

    def await_forms(self) -> None:
        """Wait until every form is listed and may be begun, offline too."""
        self.page.locator(".form-list .fm").first.wait_for()
        self.page.wait_for_function(
            "() => document.querySelectorAll('.form-list .fm-side').length === 0"
        )
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def slow(self) -> None:
        """Run the page four times slower from now on."""
        self.line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def network(self, **conditions: float) -> None:
        """Let the page's network be like this."""
        told = {"offline": False, **conditions}
        self.line.send("Network.enable")
        self.line.send("Network.emulateNetworkConditions", told)

    def offline(self) -> None:
        """Take the network away."""
        self.context.set_offline(True)

    def forget_app(self) -> None:
        """Drop the app's files, so that the next visit fetches them again."""
        where = {
            "origin": self.address,
            "storageTypes": "service_workers,cache_storage",
        }
        self.line.send("Storage.clearDataForOrigin", where)
        self.line.send("Network.clearBrowserCache")

    def blank(self) -> None:
        """Leave the app: nothing of it stays in memory."""
        self.page.goto("about:blank")

    def visit(self) -> None:
        """Open the app and wait for its list of forms."""
        self.page.goto(f"{self.address}/app/", wait_until="commit")
        self.page.locator(".form-list .fm").first.wait_for()

    def settle(self) -> None:
        """Wait until the page has nothing left to do, as before a person's tap."""
        self.page.evaluate(SETTLED)

    def begin(self, title: str) -> None:
        """Begin a form and wait until its first page is drawn."""
        self.page.get_by_role("button", name=title, exact=True).click()
        self.page.locator(DRAWN).first.wait_for()

    def finish(self) -> None:
        """Look a form of one page over, and finish it."""
        onward = self.page.locator(".app-foot .btn-main")
        onward.click()
        onward.click()
        self.page.locator(".ob").first.wait_for()

    def outbox(self, count: int) -> None:
        """Look at what is finished, until the last of it is drawn."""
        self.page.goto(f"{self.address}/app/#/outbox")
        self.page.locator(".ob").nth(min(count, SHOWN) - 1).wait_for()

    def heap_mb(self) -> float:
        """Weigh what the page holds, rubbish taken out."""
        self.line.send("HeapProfiler.collectGarbage")
        used = self.line.send("Runtime.getHeapUsage")["usedSize"]
        return round(float(used) / 1e6, 1)


@contextmanager
def clock() -> Iterator[list[float]]:
    """Take the time of what happens inside, in seconds."""
    taken: list[float] = []
    began = time.perf_counter()
    yield taken
    taken.append(round(time.perf_counter() - began, 2))
