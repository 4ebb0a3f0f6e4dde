"""The field app in WebKit, which neither says how much room there is nor much else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.models import Submission
from tests.actors.photos import photo
from tests.browser.house import House
from tests.browser.sheets import TITLE
from tests.services import webkit

pytestmark = pytest.mark.browser
PATIENCE = 60.0
GALLERY = "input[data-gallery=shot]"
CAMERA = "input[data-strip=shot]"
PIN = "271828"
#: What the app says while it sends or fetches.
BUSY = ("接收中", "发送中")
#: From now on the browser keeps no more bytes, as one whose quota is used up.
FULL = """
const own = IDBObjectStore.prototype.put;
globalThis.isFull = true;
IDBObjectStore.prototype.put = function (...what) {
  if (globalThis.isFull && this.name === "bytes") {
    throw new DOMException("", "QuotaExceededError");
  }
  return own.apply(this, what);
};
"""
#: From now on no change comes to its end.
STUCK = """
const own = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...what) {
  const made = own.apply(this, what);
  if (what[1] !== "readwrite") return made;
  const store = made.objectStore(what[0][0]);
  const again = () => { store.count().onsuccess = again; };
  again();
  document.documentElement.className = "is-stuck";
  return made;
};
"""


class Tablet:
    """A browser of the other family, told what to do in words of the page."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def sees(self, *words: str) -> str:
        """Wait until the page says all of this; give all that it says."""
        return self._until(
            "return document.body.innerText",
            lambda text: all(word in text for word in words),
        )

    def sees_card(self, *words: str) -> None:
        """Wait until one entry of the outbox says all of this."""
        find = (
            "return [...document.querySelectorAll('.ob')].map((one) => one.innerText)"
        )
        self._until(
            find, lambda told: any(all(word in one for word in words) for one in told)
        )

    def holds(self, answer: str) -> None:
        """Wait until a question on the page has this answer."""
        find = "return [...document.querySelectorAll('input')].map((one) => one.value)"
        self._until(find, lambda answers: answer in answers)

    def shows(self, selector: str) -> Any:
        """Wait until something is there."""
        return self._until(
            f"return document.querySelector({selector!r})", lambda node: node
        )

    def tap(self, words: str) -> None:
        """Press the button that is called so."""
        find = (
            "return [...document.querySelectorAll('button')].find((one) =>"
            f" one.innerText.trim() === {words!r} && !one.disabled)"
        )
        button = self._until(find, lambda node: node)
        self.driver.execute_script("arguments[0].click()", button)

    def press(self, selector: str) -> None:
        self.driver.execute_script("arguments[0].click()", self.shows(selector))

    def choose(self, words: str) -> None:
        find = (
            "return [...document.querySelectorAll('.choice')].find((one) =>"
            f" one.innerText.trim() === {words!r})"
        )
        choice = self._until(find, lambda node: node)
        self.driver.execute_script("arguments[0].click()", choice)

    def write(self, label: str, text: str) -> None:
        """Type into the box of a question."""
        find = (
            "return [...document.querySelectorAll('.field')].find((one) =>"
            f" one.innerText.trim().startsWith({label!r}))"
            "?.querySelector('input, textarea')"
        )
        self._until(find, lambda node: node).send_keys(text)
        self.driver.execute_script("document.activeElement.blur()")

    def attach(self, selector: str, path: Path) -> None:
        """Pick a file in the chooser of a question."""
        self.shows(selector).send_keys(str(path))

    def enter(self, selector: str, text: str) -> None:
        """Type into a box, in the place of what stands there."""
        box = self.shows(selector)
        box.clear()
        box.send_keys(text)

    def open(self, address: str) -> None:
        """Open an address in a page that was not open, once this one is quiet.

        A page that WebKit leaves in the middle of a change may keep the store from the
        next one.
        """
        self._until(
            "return document.body.innerText",
            lambda text: not any(busy in text for busy in BUSY),
        )
        self.driver.get("about:blank")
        self.driver.get(address)

    def reload(self) -> None:
        self.driver.refresh()

    def _until(self, script: str, fits: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            found = self.driver.execute_script(script)
            if fits(found):
                return found
            assert time.monotonic() < deadline, (script, self._text())
            time.sleep(0.1)

    def _text(self) -> str:
        return str(self.driver.execute_script("return document.body.innerText"))


@pytest.fixture(scope="module")
def tablet(house: House) -> Iterator[Tablet]:
    """Give a tablet that is enrolled; it is one browser for all of these tests."""
    try:
        with webkit.opened() as driver:
            tablet = Tablet(driver)
            driver.get(house.link(house.side.invite("DZ07")))
            tablet.sees("登记这台手机")
            tablet.tap("登记")
            tablet.tap("开始")
            # Nothing is interrupted before the forms are here.
            tablet.shows(".form-list .fm")
            tablet.sees(TITLE)
            yield tablet
    except webkit.WebKitMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    made = photo("webkit.jpg", 600)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    return path


def begin(tablet: Tablet, house: House, site: str) -> None:
    """Begin a form and answer its first page."""
    tablet.driver.execute_script("location.hash = '#/'")
    tablet.shows(".form-list .fm")
    tablet.tap(TITLE)
    tablet.write("单位名称", site)
    tablet.choose("否")
    tablet.tap("下一组")
    tablet.write("名称", "第一块")


def finish(tablet: Tablet, house: House, site: str) -> Submission:
    """Finalise what is open, and wait until the office has all of it."""
    tablet.tap("检查并定稿")
    tablet.tap("定稿")
    tablet.sees("发件箱", site)
    deadline = time.monotonic() + PATIENCE
    while not (kept := _whole(house, site)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    tablet.sees_card(site, "已送达")
    return kept[0]


def _whole(house: House, site: str) -> list[Submission]:
    sent = house.side.submissions()
    return [one for one in sent if (one.site_name, one.state) == (site, "complete")]


def test_a_visit_is_filled_sent_and_receipted_in_webkit(
    tablet: Tablet, house: House, shot: Path
) -> None:
    begin(tablet, house, "东孟村")
    tablet.attach(GALLERY, shot)
    tablet.shows(".strip img")
    tablet.sees("已存本机")
    tablet.reload()
    tablet.sees("第 1 项", "已存本机")
    tablet.shows(".strip img")
    kept = finish(tablet, house, "东孟村")
    (file,) = house.side.files(kept.instance_id)
    assert house.side.bytes_of(file) == shot.read_bytes()


def test_a_draft_is_there_after_a_restart_without_the_office(
    tablet: Tablet, house: House, shot: Path
) -> None:
    """The app comes from the phone; the photo from the phone's own camera."""
    begin(tablet, house, "断网村")
    tablet.sees("已存本机")
    address = tablet.driver.current_url
    house.server.kill()
    try:
        tablet.open(address)
        tablet.holds("第一块")
        tablet.attach(CAMERA, shot)
        tablet.shows(".strip img")
        tablet.sees("已存本机")
        tablet.open(address)
        tablet.shows(".strip img")
    finally:
        house.server.start()
    kept = finish(tablet, house, "断网村")
    assert [file.source for file in house.side.files(kept.instance_id)] == [
        "input_camera"
    ]


def test_a_full_phone_says_so_in_webkit(
    tablet: Tablet, house: House, shot: Path
) -> None:
    """It tells nothing of its room; the refusal is all that the app hears."""
    begin(tablet, house, "满村")
    tablet.attach(GALLERY, shot)
    tablet.shows(".strip img")
    tablet.driver.execute_script(FULL)
    tablet.attach(GALLERY, shot)
    tablet.sees("手机空间已满")
    tablet.driver.execute_script("globalThis.isFull = false")
    tablet.reload()
    tablet.shows(".strip img")
    kept = finish(tablet, house, "满村")
    assert len(house.side.files(kept.instance_id)) == 1


def test_a_page_that_is_left_in_a_change_leaves_the_store_to_the_next(
    tablet: Tablet, house: House
) -> None:
    """F24: WebKit keeps such a page asleep with what it was doing."""
    begin(tablet, house, "睡着村")
    tablet.sees("已存本机")
    address = tablet.driver.current_url
    tablet.driver.execute_script(STUCK)
    tablet.write("名称", "没存上")
    tablet.shows(".is-stuck")
    tablet.driver.get("about:blank")
    tablet.driver.get(address)
    tablet.holds("第一块")
    tablet.write("名称", "又存上")
    tablet.sees("已存本机")


def test_a_pin_shuts_the_store_and_opens_it(tablet: Tablet, house: House) -> None:
    """The last of these: the tablet stays behind its PIN."""
    begin(tablet, house, "锁村")
    tablet.sees("已存本机")
    address = tablet.driver.current_url
    tablet.open(f"{house.url}/app/#/me")
    tablet.sees("这个浏览器在本页关掉后不能代发")
    tablet.tap("设 PIN")
    tablet.enter("#pin-once", PIN)
    tablet.enter("#pin-twice", PIN)
    tablet.tap("保存 PIN")
    tablet.sees("已设 PIN")
    tablet.open(address)
    tablet.sees("已锁定")
    tablet.enter("#pin", "000000")
    tablet.tap("打开")
    tablet.sees("PIN 不对")
    tablet.enter("#pin", PIN)
    tablet.tap("打开")
    tablet.holds("第一块")
