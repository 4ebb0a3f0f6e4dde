"""The console on somebody's desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.actors.world import CODE
from tests.browser.house import PASSWORD
from tests.browser.watch import Watch

MANNER: dict[str, Any] = {
    "viewport": {"width": 1366, "height": 768},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "reduced_motion": "reduce",
}


class Desk:
    """One person at a desktop screen."""

    def __init__(self, context: BrowserContext, url: str, downloads: Path) -> None:
        self.context = context
        self.url = url
        self.campaign = CODE
        self.downloads = downloads
        self.watch = Watch(context, url)
        self.page: Page = context.new_page()

    @classmethod
    @contextmanager
    def of(
        cls, browser: Browser, url: str, downloads: Path, **manner: Any
    ) -> Iterator[Desk]:
        context = browser.new_context(**{**MANNER, **manner})
        yield cls(context, url, downloads)
        context.close()

    def sign_in(self, login: str, password: str = PASSWORD) -> Desk:
        self.page.goto(f"{self.url}/sign-in")
        self.page.get_by_label("账号").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.locator(".nav-item").first).to_be_visible()
        return self

    def open_submission(self, key: str) -> None:
        self.go(f"submissions/{key}")
        self.await_keys()

    def await_keys(self) -> None:
        """Wait until the review page listens: a candidate, if any, is on."""
        self.page.wait_for_load_state()

    def problem(self, words: str) -> Locator:
        """Find a candidate on the review page."""
        return self.page.locator("[data-cand]", has_text=words)

    def dialog(self) -> Locator:
        return self.page.locator("#dialog[open]")

    def download(self, kind: str) -> Path:
        """Export the ledger as it is on screen."""
        entry = self.page.locator(".pop-export .menu-item", has_text=f"问题台账{kind}")
        if not entry.is_visible():
            self.page.locator("summary", has_text="导出").click()
        with self.page.expect_download() as taken:
            entry.click()
        path = self.downloads / taken.value.suggested_filename
        taken.value.save_as(path)
        return path

    def go(self, path: str) -> int:
        """Open a page of the campaign; give the status it came with."""
        answer = self.page.goto(f"{self.url}/c/{self.campaign}/{path}")
        assert answer is not None
        return answer.status
