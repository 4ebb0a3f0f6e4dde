"""A submission comes back to the phone and goes home in a new version."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import SIDE
from tests.browser.phone import Phone
from tests.browser.photos import hashes, sha256
from tests.browser.sheets import SHOT, TITLE

pytestmark = pytest.mark.browser
REASON, NOTE = "第 1 项照片看不清", "请靠近再拍一张"


def test_what_was_returned_is_mended_on_the_phone(phone, desk, house, gallery):
    far, near = gallery.wall("far"), gallery.plaque("科普工作站")
    house.bring(phone, TITLE).fill_side_form("退回村", far).finalise()
    phone.await_delivered(TITLE)
    house.await_jobs()
    (first,) = phone.items()
    old = first["instanceId"]
    reviewer = desk("t-reviewer")
    reviewer.campaign = SIDE.code
    reviewer.open_submission(house.side.submission(old).key)
    send_back(reviewer, row_uuid(first["xml"]))

    mend(phone, near)
    new = next(item for item in phone.items() if item["instanceId"] != old)
    assert f"<deprecatedID>{old}</deprecatedID>" in new["xml"]
    files = house.side.files(new["instanceId"])
    stored = [sha256(house.side.bytes_of(file)) for file in files]
    assert stored == hashes(far, near)
    assert house.side.submission(old).state == "superseded"
    assert house.side.fsck() == []


def send_back(reviewer: Desk, row: str) -> None:
    """Return it with a reason, and a note on one question of one row."""
    reviewer.page.keyboard.press("r")
    asked = reviewer.dialog()
    asked.get_by_label("原因").fill(REASON)
    line = asked.locator(".remark").first
    line.get_by_label("题目").select_option("shot")
    line.get_by_label("第几项").select_option(row)
    line.get_by_label("说明").fill(NOTE)
    asked.get_by_role("button", name="退回到手机").click()
    expect(reviewer.page.locator(".rv-note")).to_contain_text(NOTE)
    reviewer.watch.assert_quiet()


def mend(phone: Phone, near) -> None:
    """The phone shows reason and note where they belong; what was there stays."""
    phone.tap("立即同步")
    expect(phone.card(TITLE)).to_contain_text(REASON)
    expect(phone.card(TITLE)).to_contain_text(NOTE)
    phone.tap("去补充")
    expect(phone.page.get_by_text(REASON)).to_be_visible()
    phone.turn_to("检查并定稿")
    expect(phone.page.get_by_role("status")).to_contain_text(["退回后还没有改动"])
    leaves_it_half_done(phone)
    asked = phone.page.locator("button.todo", has_text=NOTE)
    expect(asked).to_contain_text(f"第 1 项 第一块·{SHOT}")
    asked.click()
    expect(phone.page.locator(".note-on")).to_have_text(NOTE)
    expect(phone.thumbs(SHOT)).to_have_count(1)
    phone.shoot(SHOT, near)
    phone.finalise()
    expect(phone.card("已送达")).to_have_count(1)
    expect(phone.card("已补新版")).to_have_count(1)


def leaves_it_half_done(phone: Phone) -> None:
    """What was begun is no correction yet; the reason stands on the draft as well."""
    phone.outbox()
    expect(phone.card("退回待补")).to_contain_text("已开始补充，存在草稿里")
    phone.home()
    expect(phone.page.locator(".drafts")).to_contain_text(REASON)
    phone.outbox()
    phone.tap("接着补充")
    expect(phone.page.get_by_role("heading", name="检查并定稿")).to_be_visible()


def row_uuid(xml: str) -> str:
    return xml.partition("<repeat_uuid>")[2].partition("<")[0]
