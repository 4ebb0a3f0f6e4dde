"""The store behind its PIN, carried in a file, and after a power cut."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.handset import Handset
from tests.browser.photos import hashes
from tests.browser.sheets import TITLE
from tests.browser.store import digests
from tests.faults.disk import NoDisk, mounted

pytestmark = pytest.mark.browser
PIN, NEW_PIN = "271828", "314159"


def type_pin(phone, *pins):
    for label, pin in zip(("新 PIN", "再输一次"), pins, strict=True):
        phone.page.get_by_label(label).fill(pin)
    phone.tap("保存 PIN")


def unlock(phone, pin):
    phone.page.locator("#pin").fill(pin)
    phone.tap("打开")


def me(phone):
    phone.page.goto(f"{phone.url}/app/#/me")


def set_pin(phone):
    me(phone)
    phone.tap("设 PIN")
    type_pin(phone, PIN, PIN)
    expect(phone.page.get_by_text("已设 PIN")).to_be_visible()


def shut(phone):
    """Set a PIN, lock, and try a wrong one."""
    phone.home()
    set_pin(phone)
    phone.tap("现在锁定")
    expect(phone.page.get_by_role("heading", name="已锁定")).to_be_visible()
    unlock(phone, "000000")
    expect(phone.page.get_by_role("alert")).to_contain_text("PIN 不对")
    expect(phone.page.get_by_role("alert")).to_contain_text("不会删除")


def let_open(house, leader):
    """Agree, in the office, that the phone is opened."""
    leader.page.goto(f"{house.url}/c/traps/phones")
    leader.page.once("dialog", lambda asked: asked.accept())
    leader.page.get_by_role("button", name="同意打开").click()
    expect(leader.page.get_by_text("没有手机请求打开")).to_be_visible()


def save_bundle(phone, folder):
    """Save all unsent work to a file."""
    me(phone)
    with phone.page.expect_download() as saved:
        phone.page.get_by_role("button", name="存成文件").click()
    expect(phone.page.get_by_text(re.compile("已存为 chafang-"))).to_be_visible()
    bundle = folder / saved.value.suggested_filename
    saved.value.save_as(bundle)
    return bundle


def drop(page, area, file):
    """Drag a file from the desktop onto an area, as the browser does it itself."""
    box = page.locator(area).bounding_box()
    assert box
    line = page.context.new_cdp_session(page)
    dragged = {
        "x": box["x"] + box["width"] / 2,
        "y": box["y"] + box["height"] / 2,
        "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
    }
    for step in ("dragEnter", "dragOver", "drop"):
        line.send("Input.dispatchDragEvent", {"type": step, **dragged})
    expect(page.locator(area)).not_to_have_value("")


def test_a_forgotten_pin_loses_nothing_and_a_file_brings_it_all(
    phone, house, gallery, desk, tmp_path
):
    house.bring(phone, TITLE)
    phone.fill_side_form("锁村", gallery.plaque("农家书屋")).kept("第一块")
    shut(phone)
    phone.tap("忘记 PIN")
    phone.tap("请求打开")
    expect(phone.page.get_by_role("status")).to_contain_text("等办公室同意")
    leader = desk("t-leader07")
    let_open(house, leader)
    phone.tap("查看答复")
    type_pin(phone, NEW_PIN, NEW_PIN)
    bundle = save_bundle(phone, tmp_path)
    assert "锁村".encode() not in bundle.read_bytes()
    leader.page.goto(f"{house.url}/c/traps/phones")
    drop(leader.page, "input[accept='.chafang']", bundle)
    leader.page.get_by_role("button", name="导入").click()
    expect(leader.page.locator("#report, .card[role=status]").first).to_contain_text(
        "草稿，另存在下面"
    )
    phone.page.reload()
    unlock(phone, NEW_PIN)
    warns_before_it_signs_out(phone)
    phone.home()
    phone.resume(TITLE)


def warns_before_it_signs_out(phone):
    """What is unsent is counted before anything is given up."""
    phone.tap("解除登记")
    sheet = phone.page.locator("dialog.sheet")
    expect(sheet).to_contain_text("本机还有 1 件草稿没有送到服务器")
    sheet.get_by_role("button", name="取消").click()
    expect(sheet).to_have_count(0)


#: The disk of the test is small; what browsers say that make a quota up is not.
PLENTY = "navigator.storage.estimate = async () => ({ usage: 1e6, quota: 1e10 });"


@pytest.fixture
def disk(tmp_path):
    try:
        with mounted(tmp_path / "disk") as disk:
            yield disk
    except NoDisk as reason:
        pytest.skip(str(reason))


def test_what_was_called_saved_survives_a_power_cut(
    disk, playwright, chromium_words, house, gallery
):
    """The moment the screen says so the power goes; the next start has it all."""
    photos = [gallery.plaque("农家书屋"), gallery.wall("power")]
    told = (playwright, chromium_words, house.url)
    with Handset.in_hand(*told, disk.live / "profile") as handset:
        handset.context.add_init_script(PLENTY)
        house.bring(handset, TITLE)
        handset.fill_side_form("断电村", *photos).kept("第一块")
        left = disk.cut() / "profile"
    for lock in left.glob("Singleton*"):
        lock.unlink()
    with Handset.in_hand(*told, left) as handset:
        handset.home()
        handset.resume(TITLE)
        assert "断电村" in handset.draft()["answers"]["xml"]
        assert sorted(digests(handset.page)) == sorted(hashes(*photos))
