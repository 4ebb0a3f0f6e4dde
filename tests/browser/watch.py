"""What a page says in its console, and whom it asks."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

#: A policy that is broken must be heard, whatever the page does about it.
LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy broken: ${event.violatedDirective} ${event.blockedURI}`);
});
"""
#: What the browser, and htmx, say of a request that failed; no page can silence them.
FAILED = re.compile(r"^(Failed to load resource|Response Status Error Code 4\d\d)")


class Watch:
    """Everything wrong that the pages of a context did, in words."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.wrong: list[str] = []
        self.failed: list[str] = []
        context.add_init_script(LISTEN)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("request", self._asked)

    def assert_quiet(self, *, failing: bool = False) -> None:
        """Fail on errors, broken policies and foreign requests.

        `failing` allows requests that were refused or found no network.
        """
        assert not self.wrong, self.wrong
        assert failing or not self.failed, self.failed

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        kept = self.failed if FAILED.match(message.text) else self.wrong
        kept.append(f"{message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {request.url}")
