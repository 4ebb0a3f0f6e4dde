"""A link with a one-time code makes a phone somebody's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from server.db import clock_at, now
from tests.actors.device import Device
from tests.actors.wire import Line
from tests.browser.answers import APPS, PLAQUES
from tests.browser.store import records

pytestmark = pytest.mark.browser


def test_a_link_makes_the_phone_the_teams_and_leaves_no_code_behind(phone, house):
    code = house.office.invite("DZ07", "inspector07")
    phone.follow(house.link(code))
    phone.page.get_by_label("手机名称").fill("07 组 1 号机")
    phone.tap("登记")
    expect(phone.page.get_by_text("德州-07组")).to_be_visible()
    assert code not in phone.page.url
    phone.tap("开始")
    phone.ready(PLAQUES, APPS)
    assert all(form["ready"] and form["lists"] for form in records(phone.page, "forms"))
    assert code not in str(records(phone.page, "settings"))
    phone.page.go_back()
    assert phone.page.url == "about:blank"
    phone.watch.assert_quiet()


def used(house) -> str:
    code = house.side.invite("DZ07")
    Device(Line(house.url)).enrol(code)
    return code


def expired(house) -> str:
    with clock_at(now() - timedelta(hours=25)):
        return house.side.invite("DZ07")


def wrong(house) -> str:
    return house.side.invite("DZ07")[:-1] + "!"


@pytest.mark.parametrize(
    ("made", "said"),
    [(used, "用过"), (expired, "过期"), (wrong, "不对")],
    ids=["used", "expired", "wrong"],
)
def test_a_code_that_does_not_serve_says_what_to_do(phone, house, made, said):
    phone.follow(house.link(made(house)))
    phone.tap("登记")
    told = phone.page.get_by_role("alert")
    expect(told).to_contain_text(said)
    expect(told).to_contain_text("请")
    assert not any("token" in kept for kept in records(phone.page, "settings"))
    phone.watch.assert_quiet(failing=True)
