"""A newer version of the app takes over only when all that lies here opens with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BUILT
from tests.browser.front import NOTHING, PARTS, Front, Release
from tests.browser.phone import Phone
from tests.browser.sheets import TITLE

pytestmark = pytest.mark.browser
BROKEN = 'throw new Error("this build does not run here");'
UPDATE = """
navigator.serviceWorker.ready.then((at) => at.update()).then(() => true, () => false)
"""
WAITS = "navigator.serviceWorker.ready.then((at) => at.waiting !== null)"
RELEASE = "document.querySelector('meta[name=release]').content"
#: Waits until the worker under installation has ended, and says how.
ENDED = """
navigator.serviceWorker.ready.then((at) => new Promise((done) => {
  const installing = at.installing;
  if (installing === null) return done(at.waiting?.state ?? "none");
  installing.addEventListener("statechange", () => {
    if (installing.state !== "installing") done(installing.state);
  });
}))
"""
#: Takes one file of the app out of the browser's caches, and names it.
EVICT = """
(async () => {
  const name = (await caches.keys()).find((each) => each.startsWith("app-"));
  const cache = await caches.open(name);
  const [lost] = (await cache.keys()).filter((each) => each.url.includes("/engine-"));
  await cache.delete(lost);
  return new URL(lost.url).pathname;
})()
"""


@pytest.fixture
def front(house, tmp_path) -> Iterator[Front]:
    folder = tmp_path / "built"
    shutil.copytree(BUILT.parent, folder)
    with Front.before(house.url, Release(folder).next("one")) as front:
        yield front


@pytest.fixture
def phone(browser, front, house) -> Iterator[Phone]:
    """Give an offline phone with a draft on it, that came by the door."""
    with Phone.held(browser, front.url) as phone:
        code = house.side.invite("DZ07")
        phone.enrol(f"{front.url}/app/#/enrol/{code}").ready(TITLE).begin(TITLE)
        phone.write("单位名称", "后张家湾村")
        phone.kept("后张家湾村")
        phone.home()
        yield phone


def test_a_version_that_does_not_open_everything_never_takes_over(phone, front):
    one = front.release
    front.release = one.next("two", trial=BROKEN)
    assert phone.page.evaluate(UPDATE)
    expect(phone.page.locator(".renewal")).to_contain_text("打不开")
    assert phone.page.evaluate(WAITS)
    # With no page left the browser may make the waiting worker the active one.
    phone.offline()
    phone.page.goto("about:blank")
    phone.home()
    assert phone.page.evaluate(RELEASE) == "one"
    assert_draft_opens(phone)
    phone.online()
    front.release = one.next("three")
    phone.page.evaluate(UPDATE)
    # Whoever fills is not interrupted; the news waits on the other screens.
    expect(phone.page.locator(".renewal")).to_have_count(0)
    phone.home()
    expect(phone.page.locator(".renewal")).to_contain_text("新版本已就绪")
    assert phone.page.evaluate(RELEASE) == "one"
    phone.offline()
    with phone.page.expect_navigation():
        phone.tap("现在换用")
    assert phone.page.evaluate(RELEASE) == "three"
    assert_draft_opens(phone)


def test_a_login_page_is_never_kept_as_the_app_and_what_was_evicted_comes_again(
    phone, front
):
    one = front.release
    front.release, front.portal = one.next("two"), PARTS
    phone.page.evaluate(UPDATE)
    assert phone.page.evaluate(ENDED) in ("redundant", "none")
    front.release, front.portal = one, NOTHING
    lost = phone.page.evaluate(EVICT)
    phone.page.reload()
    assert_draft_opens(phone)
    phone.offline()
    assert phone.page.evaluate(f"caches.match('{lost}').then((it) => it !== undefined)")
    phone.page.reload()
    assert phone.page.evaluate(RELEASE) == "one"
    assert_draft_opens(phone)


def assert_draft_opens(phone: Phone) -> None:
    phone.home()
    phone.resume(TITLE)
    box = phone.question("单位名称").locator("input, textarea")
    expect(box).to_have_value("后张家湾村")
