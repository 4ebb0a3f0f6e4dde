"""The console on somebody's desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.house import PASSWORD
from tests.browser.watch import Watch
from tests.actors.world import CODE


class Desk:
    """One signed-in person at a desktop screen."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.watch = Watch(context, url)
        self.page: Page = context.new_page()

    @classmethod
    @contextmanager
    def of(cls, browser: Browser, url: str, login: str) -> Iterator[Desk]:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        desk = cls(context, url)
        desk.sign_in(login)
        yield desk
        context.close()

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        self.page.goto(f"{self.url}/sign-in")
        self.page.get_by_label("账号").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.locator(".nav-item").first).to_be_visible()

    def go(self, path: str) -> int:
        """Open a page of the campaign; give the status it came with."""
        answer = self.page.goto(f"{self.url}/c/{CODE}/{path}")
        assert answer is not None
        return answer.status
