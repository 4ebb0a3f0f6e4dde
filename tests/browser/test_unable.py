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
