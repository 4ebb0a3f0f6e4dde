"""The field app in WebKit, which neither says how much room there is nor much else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actors.photos import photo
from tests.browser.house import House
from tests.browser.sheets import TITLE
from tests.services import webkit

pytestmark = pytest.mark.browser
PATIENCE = 60.0
GALLERY = "input[data-gallery=shot]"


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

    def reload(self) -> None:
        self.driver.refresh()

    def records(self, store: str) -> int:
        """Count what lies in a store of the page."""
        count: int = self.driver.execute_async_script(COUNT, store)
        return count

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


COUNT = """
const [store, done] = arguments;
const request = indexedDB.open("chafang");
request.onerror = () => done(-1);
request.onsuccess = () => {
  const keys = request.result.transaction(store).objectStore(store).getAllKeys();
  // The list of findings and its photos belong to no draft and no submission.
  const own = (key) => key[0] !== "findings" && key[0] !== "before";
  keys.onsuccess = () => {
    request.result.close();
    done(keys.result.filter(own).length);
  };
};
"""


@pytest.fixture
def tablet() -> Iterator[Tablet]:
    try:
        with webkit.opened() as driver:
            yield Tablet(driver)
    except webkit.WebKitMissing as missing:
        pytest.skip(str(missing))


def test_a_visit_is_filled_sent_and_receipted_in_webkit(
    tablet: Tablet, house: House, tmp_path: Path
) -> None:
    shot = photo("webkit.jpg", 600)
    path = tmp_path / shot.name
    path.write_bytes(shot.content)
    tablet.driver.get(house.link(house.side.invite("DZ07")))
    tablet.sees("登记这台手机")
    tablet.tap("登记")
    tablet.tap("开始")
    tablet.tap(TITLE)
    tablet.write("单位名称", "东孟村")
    tablet.choose("否")
    tablet.tap("下一组")
    tablet.write("名称", "第一块")
    tablet.attach(GALLERY, path)
    tablet.shows(".strip img")
    tablet.sees("已存本机")
    tablet.reload()
    tablet.sees("第一块", "已存本机")
    tablet.press(".rp")
    tablet.shows(".strip img")
    assert tablet.records("bytes") == 1
    tablet.tap("检查并定稿")
    tablet.tap("定稿")
    tablet.sees("发件箱", "已送达")
    (kept,) = [each for each in house.side.submissions() if each.site_name == "东孟村"]
    (file,) = house.side.files(kept.instance_id)
    assert house.side.bytes_of(file) == shot.content
    assert kept.state == "complete"
