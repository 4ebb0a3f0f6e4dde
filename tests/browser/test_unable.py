"""Where a browser keeps nothing, the app says so and keeps up no appearance."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.phone import MANNER

pytestmark = pytest.mark.browser


def test_without_a_secure_context_the_app_offers_collect(browser, house):
    """`house.test` leads to this machine, but browsers trust it as little as any."""
    address = house.url.replace("127.0.0.1", "house.test")
    with browser.new_context(**MANNER) as context:
        page = context.new_page()
        page.goto(f"{address}/app/#/enrol/{house.office.invite('DZ07')}")
        expect(page.get_by_role("heading", name="不能在这里填报")).to_be_visible()
        expect(page.get_by_text("或者用 ODK Collect 填报")).to_be_visible()
        assert page.get_by_role("button").count() == 0
        assert page.locator("input").count() == 0
        assert page.evaluate("indexedDB.databases()") == []
        assert page.get_by_text("已存").count() == 0


@pytest.mark.parametrize(
    ("agent", "lacking", "told"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50",
            "",
            "请用手机浏览器打开",
        ),
        ("Mozilla/5.0 (Linux; Android 9)", "delete Object.hasOwn", "这个浏览器太旧"),
    ],
    ids=["wechat", "old"],
)
def test_where_the_app_cannot_run_a_page_says_how_to_open_it(
    browser, house, agent, lacking, told
):
    manner = {**MANNER, "user_agent": agent, "permissions": []}
    with browser.new_context(**manner) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_init_script(lacking)
        page = context.new_page()
        address = f"{house.url}/app/#/enrol/{house.office.invite('DZ07')}"
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(told)
        expect(page.locator("section[lang=en] h2")).to_be_visible()
        page.get_by_role("button", name="复制链接").click()
        expect(page.get_by_role("button")).to_contain_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == address
        assert page.evaluate("indexedDB.databases()") == []
        assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
