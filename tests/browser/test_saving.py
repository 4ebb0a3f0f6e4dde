"""What stands on the phone while somebody is filling in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.photos import hashes, sha256
from tests.browser.sheets import SHOT, TITLE
from tests.browser.store import HALT, MARK, OVERREACH, SILENT, digests, records

pytestmark = pytest.mark.browser
FULL = "手机空间已满"
#: Bytes for the app and a form, and for all that is to come.
LITTLE, PLENTY = 16_000_000, 100_000_000
NAMED = re.compile(r"<shot(?:_\d)?>([^<]+)<")


def test_what_is_typed_is_kept_before_the_field_is_left(phone, house):
    """Half a syllable in an input method is no answer; what it becomes is one."""
    house.bring(phone, TITLE)
    box = phone.question("单位名称").locator("input")
    box.fill("东孟")
    phone.kept("<site_name>东孟<")
    keys = phone.context.new_cdp_session(phone.page)
    half = {"text": "cun", "selectionStart": 3, "selectionEnd": 3}
    keys.send("Input.imeSetComposition", half)
    expect(box).to_have_value("东孟cun")
    # Something else is answered meanwhile, without leaving the field.
    no = phone.question("是否说明").locator("input").nth(1)
    no.evaluate("input => input.click()")
    assert "<site_name>东孟<" in phone.kept("<more>no")
    keys.send("Input.insertText", {"text": "村"})
    phone.kept("<site_name>东孟村<")


@pytest.mark.parametrize("count", [0, 1, 2], ids=["first", "middle", "last"])
def test_a_full_phone_says_so_and_what_it_called_saved_is_there(
    phone, house, gallery, count
):
    """F22: the browser's own quota, met by a photo and then by a word."""
    early = [gallery.plaque("农家书屋"), gallery.wall("some")][:count]
    late = gallery.wall("too much")
    limit(phone)
    house.bring(phone, TITLE)
    phone.fill_side_form("没空间村", *early)
    before = phone.kept("没空间村", "第一块")
    exhaust(phone)
    with phone.page.expect_file_chooser() as chooser:
        phone.question(SHOT).get_by_role("button", name="拍照").click()
    chooser.value.set_files(str(late))
    expect(phone.question(SHOT).get_by_role("alert")).to_contain_text(FULL)
    assert_kept(phone, before, *early)
    leads_out(phone, phone.question(SHOT))
    phone.write("名称", "存不下")
    expect(phone.page.locator(".saved")).to_have_text("没有保存")
    note = phone.page.locator(".note[role=alert]")
    expect(note).to_contain_text(FULL)
    expect(note.get_by_role("button", name="去发送")).to_be_visible()
    assert_kept(phone, before, *early)
    phone.allow(PLENTY)
    phone.write("名称", "存下了")
    phone.kept("存下了")
    phone.shoot(SHOT, late)
    phone.finalise()
    phone.await_delivered(TITLE)
    (item,) = phone.items()
    files = house.side.files(item["instanceId"])
    sent = [sha256(house.side.bytes_of(file)) for file in files]
    assert sent == hashes(*early, late)


def test_a_full_phone_makes_room_of_what_was_delivered(phone, house, gallery):
    """What a person drops goes although nothing can be written, and nothing unasked."""
    some = gallery.wall("some")
    limit(phone)
    house.bring(phone, TITLE).fill_side_form("送到村", gallery.wall("sent")).finalise()
    phone.await_delivered(TITLE)
    phone.context.clock.set_system_time(datetime.now(UTC) + timedelta(days=2))
    phone.home()
    phone.begin(TITLE)
    phone.fill_side_form("没空间村", some).kept("没空间村", "第一块")
    exhaust(phone)
    phone.write("名称", "存不下")
    expect(phone.page.locator(".saved")).to_have_text("没有保存")
    asked = phone.page.locator("dialog.sheet")
    phone.tap("返回")
    expect(asked).to_contain_text("刚才改的会丢")
    phone.tap("取消")
    clears_delivered(phone)
    assert phone.items() == []
    assert digests(phone.page) == hashes(some)
    phone.allow(PLENTY)
    phone.tap("返回")
    expect(phone.page.locator(".drafts")).to_contain_text("没空间村")
    assert "存不下" in phone.draft()["answers"]["xml"]
    phone.allow(1)
    phone.resume(TITLE)
    phone.tap("目录")
    phone.tap("删除草稿")
    asked.get_by_role("button", name="删除", exact=True).click()
    expect(phone.page.locator(".state")).to_contain_text("没有未发的内容")
    assert digests(phone.page) == []


def clears_delivered(phone):
    note = phone.page.locator(".note[role=alert]")
    note.get_by_role("button", name="清出已送达的 1 件").click()
    note.get_by_role("button", name="清出", exact=True).click()
    expect(note).to_contain_text("已清出")


def leads_out(phone, place):
    """Carry the draft away in a file, from where the phone said that it is full."""
    with phone.page.expect_download() as saved:
        place.get_by_role("button", name="存成文件").click()
    assert saved.value.suggested_filename.startswith("chafang-")
    expect(place.get_by_role("button", name="去发送")).to_be_visible()


def limit(phone):
    """Give the browser little room, of which it says nothing."""
    phone.context.add_init_script(SILENT)
    phone.page.goto(f"{phone.url}/app/unfit.css")
    phone.allow(LITTLE)


def exhaust(phone):
    """Leave the browser no room at all."""
    phone.allow(1)
    assert phone.page.evaluate(OVERREACH, LITTLE) == "QuotaExceededError"


def assert_kept(phone, xml, *photos):
    assert phone.draft()["answers"]["xml"] == xml
    assert sorted(digests(phone.page)) == sorted(hashes(*photos))


def test_the_camera_pauses_before_the_phone_is_full(phone, house):
    house.bring(phone, TITLE)
    phone.fill_side_form("快满村").kept("第一块")
    phone.allow(100_000_000)
    phone.page.reload()
    expect(phone.page.locator(".cur-head")).to_contain_text("第 1 项")
    expect(phone.question(SHOT)).to_contain_text("手机空间不足 200 MB，暂停拍照")
    expect(phone.question(SHOT).get_by_role("button", name="拍照")).to_have_count(0)
    phone.write("名称", "还能填")
    phone.kept("还能填")


def test_a_draft_is_open_in_one_page_at_a_time(phone, house):
    house.bring(phone, TITLE)
    phone.write("单位名称", "两页村")
    phone.kept("两页村")
    address = phone.page.url
    second = phone.context.new_page()
    second.goto(address)
    expect(second.get_by_role("alert")).to_contain_text("在另一个页面打开着")
    phone.page.close()
    second.reload()
    phone.page = second
    expect(phone.question("单位名称").locator("input")).to_have_value("两页村")


def test_a_phone_killed_in_the_middle_has_all_it_had_or_all_it_was_to_have(
    handset, house, gallery
):
    """F20: between a photo's parts, just after it, and while a draft is finalised."""
    photos = [gallery.plaque("农家书屋"), gallery.wall("half")]
    house.bring(handset, TITLE)
    handset.fill_side_form("半张村", photos[0]).kept("第一块")
    handset.page.evaluate(HALT, ["bytes", "put"])
    assert_after_kill(handset, lambda: hand_over(handset, photos[1]), photos[:1])
    handset.page.evaluate(MARK)
    assert_after_kill(handset, lambda: hand_over(handset, photos[1]), photos)
    handset.turn_to("检查并定稿")
    handset.page.evaluate(HALT, ["drafts", "delete"])
    assert_after_kill(handset, handset.finalise_button().click, photos)
    assert handset.items() == []
    handset.finalise()
    handset.online()
    handset.await_delivered(TITLE)
    (item,) = handset.items()
    files = house.side.files(item["instanceId"])
    sent = [sha256(house.side.bytes_of(file)) for file in files]
    assert sent == hashes(*photos)


def hand_over(handset, photo):
    """Give a photo to the page, and wait for nothing."""
    with handset.page.expect_file_chooser() as chooser:
        handset.question(SHOT).get_by_role("button", name="拍照").click()
    chooser.value.set_files(str(photo))


def assert_after_kill(handset, act, photos):
    """Kill the browser at the marked moment; the next start has just these photos."""
    act()
    handset.page.wait_for_function("() => globalThis.reached")
    handset.kill()
    handset.boot(offline=True)
    named = NAMED.findall(handset.draft()["answers"]["xml"])
    assert "半张村" in handset.draft()["answers"]["xml"]
    assert sorted(named) == sorted(f["name"] for f in records(handset.page, "files"))
    assert sorted(digests(handset.page)) == sorted(hashes(*photos))
    handset.resume(TITLE)
    handset.turn_to("逐项登记")
    # Left on the page of the check the row is closed, left in the row it is open.
    expect(handset.page.locator(".cur, .rp").first).to_be_visible()
    if not handset.page.locator(".cur").count():
        handset.open_row("第一块")
    expect(handset.thumbs(SHOT)).to_have_count(len(photos))
