"""F23, F24: a store that the browser clears, closes, or holds open in another page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.sheets import TITLE
from tests.browser.store import digests, records
from tests.browser.version1 import OVERTAKE, OldStore

pytestmark = pytest.mark.browser
#: Nobody else's phone in these tests: what the office has of it is told by number.
PERSON = "leader08"
COUNTED = """
(counts) => {
  const trace = JSON.parse(localStorage.getItem("chafang.trace"));
  return trace?.unsent === counts[0] && trace.drafts === counts[1];
}
"""
#: A page of the same address that is not the app.
BESIDE = "app/unfit.css"
#: Hands out the app's connections, so that they can be closed as a system does.
CONNECTIONS = """
(() => {
  const own = IDBFactory.prototype.open;
  globalThis.connections = [];
  IDBFactory.prototype.open = function (...what) {
    const asked = own.apply(this, what);
    asked.addEventListener("success", () => connections.push(asked.result));
    return asked;
  };
})();
"""
#: Begins a change of the store, and never comes to its end.
HOLD = """
(version) => new Promise((done) => {
  const asked = indexedDB.open("chafang", version ?? undefined);
  const hold = (store) => {
    const again = () => { store.get("nothing").onsuccess = again; };
    again();
    done();
  };
  asked.onupgradeneeded = () => hold(asked.transaction.objectStore("settings"));
  asked.onsuccess = () => {
    const all = [...asked.result.objectStoreNames];
    hold(asked.result.transaction(all, "readwrite").objectStore("settings"));
  };
})
"""


def clear(phone, kinds="indexeddb"):
    """Clear the stores of the phone as its browser does when space runs out."""
    told = {"origin": phone.url, "storageTypes": kinds}
    line = phone.context.new_cdp_session(phone.page)
    line.send("Storage.clearDataForOrigin", told)


def link(house):
    return house.link(house.side.invite("DZ08", PERSON))


def test_a_cleared_store_is_told_from_a_new_phone(phone, house, gallery):
    """What is gone, what is safe, what to do; and then what the office has."""
    phone.enrol(link(house)).ready(TITLE).begin(TITLE)
    phone.fill_side_form("送到村", gallery.plaque("农家书屋")).finalise()
    phone.await_delivered("送到村")
    phone.offline()
    phone.home()
    phone.begin(TITLE)
    phone.fill_side_form("没发村", gallery.plaque("农家书屋")).finalise()
    phone.home()
    phone.begin(TITLE)
    phone.write("单位名称", "草稿村")
    phone.kept("草稿村")
    phone.page.wait_for_function(COUNTED, arg=[1, 1])
    clear(phone)
    phone.write("单位名称", "清理之后")
    expect(phone.page.get_by_text("浏览器清理了本站")).to_be_visible()
    phone.page.reload()
    lost = phone.page.locator(".lost")
    for words in (
        "浏览器清理了",
        "DZ08",
        "没有丢失",
        "1 件待发、1 件草稿",
        "chafang-",
        "登记链接",
    ):
        expect(lost).to_contain_text(words)
    phone.online()
    phone.follow(link(house))
    phone.tap("登记")
    expect(lost).to_contain_text("办公室已收到你以前手机的 1 件填报")
    phone.tap("开始")
    expect(lost).to_contain_text("1 件待发、1 件草稿")
    phone.tap("知道了")
    expect(lost).to_have_count(0)
    phone.page.reload()
    phone.ready(TITLE)
    expect(lost).to_have_count(0)


#: Nothing is left of it, the trace beside the store neither.
EVERYTHING = "indexeddb,local_storage,cache_storage,service_workers"


def test_the_office_knows_of_a_draft_when_everything_was_cleared(phone, house, desk):
    """F23: it was announced when it was begun; nothing of it had been sent."""
    person = "inspector07"
    code = house.side.invite("DZ07", person)
    phone.enrol(house.link(code)).ready(TITLE)
    with phone.page.expect_response("**/api/v1/drafts") as heard:
        phone.begin(TITLE)
        phone.write("单位名称", "没发村")
        phone.kept("没发村")
    assert heard.value.ok
    assert "没发村" not in (heard.value.request.post_data or "")
    clear(phone, EVERYTHING)
    phone.follow(house.link(house.side.invite("DZ07", person)))
    phone.tap("登记")
    has = "另有 1 件在以前的手机上开始填写，没有送达"
    expect(phone.page.get_by_text(re.compile(has))).to_be_visible()
    leader = desk("t-leader07")
    leader.page.goto(f"{house.url}/c/traps/teams")
    leader.page.get_by_role("link", name=re.compile("07组|DZ07")).first.click()
    cells = leader.page.locator("#phones td[data-label=未送达]")
    expect(cells.filter(has_text="1").first).to_be_visible()


def assert_photo_opens(phone):
    phone.thumbs("shot").first.click()
    shown = phone.page.locator(".viewer img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    phone.page.locator(".viewer").get_by_role("button", name="关闭").click()


def assert_all_there(page, old):
    (draft,) = records(page, "drafts")
    assert "<site>重开村<" in draft["answers"]["xml"]
    assert len(records(page, "items")) == len(old.kept["items"])
    assert sorted(digests(page)) == old.hashes


def test_a_store_of_version_1_is_brought_on_held_closed_and_overtaken(
    phone, house, gallery
):
    """Each time the app says what is the matter, and everything is there after it."""
    phone.context.add_init_script(CONNECTIONS)
    old = OldStore(gallery.plaque("农家书屋").read_bytes())
    beside = phone.page
    beside.goto(f"{phone.url}/{BESIDE}")
    old.lay(beside)
    phone.page = phone.context.new_page()
    phone.home()
    heading = phone.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("请关闭其他页面")
    expect(phone.page.get_by_role("alert")).to_contain_text("内容都在本机")
    beside.close()
    phone.resume("挂牌")
    expect(phone.question("site").locator("input")).to_have_value("后张家湾村")
    assert sorted(digests(phone.page)) == old.hashes
    assert_photo_opens(phone)
    phone.page.evaluate("for (const one of connections) one.close()")
    phone.write("site", "重开村")
    phone.kept("重开村")
    later = phone.context.new_page()
    later.goto(f"{phone.url}/{BESIDE}")
    assert later.evaluate(OVERTAKE) == 99
    phone.write("site", "写不进村")
    expect(
        phone.page.get_by_text(re.compile("另一个页面已换成新版应用"))
    ).to_be_visible()
    phone.page.reload()
    expect(heading).to_have_text("应用是旧版")
    expect(phone.page.get_by_role("alert")).to_contain_text("没有改动")
    assert_all_there(later, old)


@pytest.mark.parametrize("version", [None, 99], ids=["records", "schema"])
def test_a_store_that_a_page_left_in_a_change_is_waited_for_in_words(
    phone, house, version
):
    """F24: no empty page, and it goes on by itself."""
    house.bring(phone, TITLE)
    phone.write("单位名称", "等着村")
    phone.kept("等着村")
    phone.page.goto(f"{phone.url}/{BESIDE}")
    phone.page.evaluate(HOLD, version)
    opened = phone.context.new_page()
    opened.goto(f"{phone.url}/app/#/")
    expect(opened.get_by_role("alert")).to_contain_text("另一个察访页面")
    expect(opened.get_by_role("button", name="重新打开")).to_be_visible()
    phone.page.close()
    phone.page = opened
    expect(opened.locator(".drafts")).to_contain_text("等着村")
