"""What this app cannot ask is named on the page, and sent as the form has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TITLE = "别处的题型"
FORM = """
survey
| type | name | label | appearance | parameters | choice_filter |
| audit | audit |  |  |  |  |
| background-audio | talk |  |  |  |  |
| email | mail |  |  |  |  |
| phonenumber | dial |  |  |  |  |
| text | what | 名称 |  |  |  |
| select_one_external towns | town | 乡镇 |  |  | kind='town' |
| image | now | 当场照片 | new |  |  |
| image | front | 本人照片 | new-front |  |  |
| image | old | 旧照片 |  |  |  |
choices
| list_name | name | label |
| yn | yes | 是 |
external_choices
| list_name | name | label | kind |
| towns | t1 | 孟寺镇 | town |
settings
| form_title | form_id | version |
| 别处的题型 | elsewhere | 1 |
"""


def test_what_cannot_be_asked_is_named_and_sent_untouched(phone, house):
    house.side.publish(FORM)
    house.bring(phone, TITLE)
    page = phone.page
    note = page.locator(".note", has_text="本应用不采集")
    expect(note).to_contain_text("后台录音（talk）")
    expect(note).to_contain_text("填报过程记录（audit）")
    expect(note).to_contain_text("手机属性（mail）、手机属性（dial）")
    town = phone.question("乡镇")
    expect(town).to_contain_text("这类题（town）这里不能填")
    assert town.locator("input, textarea").count() == 0
    shoots_now_or_never(phone)
    phone.write("名称", "孟寺镇")
    phone.turn_to("检查并定稿")
    phone.finalise_button().click()
    phone.await_delivered(TITLE)
    (item,) = phone.items()
    kept = house.side.submission(item["instanceId"]).xml.decode()
    for empty in ("<talk/>", "<mail/>", "<dial/>", "<town/>", "<audit/>"):
        assert empty in kept
    phone.watch.assert_quiet()


def shoots_now_or_never(phone) -> None:
    """A picture of this moment comes from no gallery, in the camera neither."""
    phone.context.grant_permissions(["geolocation", "camera"])
    gallery = phone.page.get_by_role("button", name="从相册选")
    expect(gallery).to_have_count(1)
    for label, count in (("当场照片", 0), ("本人照片", 0), ("旧照片", 1)):
        phone.question(label).get_by_role("button", name="拍照").click()
        finder = phone.page.locator("dialog.cam")
        expect(finder.get_by_role("button", name="拍照")).to_be_enabled()
        assert finder.get_by_role("button", name="从相册选").count() == count
        finder.get_by_role("button", name="关闭").click()
