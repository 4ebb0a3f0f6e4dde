"""The main screens for everybody: nothing is cut off, or shut to anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import sync
from tests.browser.phone import Phone
from tests.browser.sheets import TITLE

pytestmark = pytest.mark.browser

AXE = Path(sync.__file__).parent / "client" / "node_modules" / "axe-core" / "axe.min.js"
SITE = "无障碍村"
#: Language, colours, size of type.
LOOKS = [
    ("zh", "light", "normal"),
    ("en", "dark", "larger"),
    ("zh", "contrast", "larger"),
]
WEAR = """
([language, theme, size]) => {
  localStorage.setItem("chafang.language", language);
  localStorage.setItem("chafang.theme", theme);
  localStorage.setItem("chafang.size", size);
}
"""
SERIOUS = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
"""
#: What lies outside of the window, or does not fit the button it is written on.
CUT_OFF = """
() => {
  const wide = (one) => one.scrollWidth > one.clientWidth + 1;
  const low = (one) => one.getBoundingClientRect().bottom > innerHeight + 1;
  const all = (what) => [...document.querySelectorAll(what)];
  const feet = all(".app-foot, .map-foot").filter(low);
  const found = [...all("html, .btn").filter(wide), ...feet];
  return found.map((one) => `${one.className}: ${one.textContent.trim().slice(0, 40)}`);
}
"""
SCREENS = ("outbox", "me", "finalise", "map", "followup", "receipt/none")


@pytest.fixture(scope="module")
def filled(browser, house):
    """Give a phone with a draft whose one row is open."""
    with Phone.held(browser, house.url) as phone:
        house.bring(phone, TITLE)
        phone.fill_side_form(SITE).kept("第一块")
        yield phone


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_no_main_screen_shuts_anybody_out(filled, look):
    page = filled.page
    draft = filled.draft()["draftId"]
    _, theme, size = look
    page.evaluate(WEAR, list(look))
    wrong = {}
    for screen in ("", f"fill/{draft}/0", f"fill/{draft}/1", f"fill/{draft}/2"):
        page.goto(f"{filled.url}/app/#/{screen}")
        page.reload()
        page.locator("h1").first.wait_for()
        if screen.startswith("fill"):
            expect(page.locator(".app-sub")).to_be_visible()
            expect(page.locator(".app-sub")).to_have_text(SITE)
        expect(
            page.locator(f"html[data-theme={theme}][data-size={size}]")
        ).to_have_count(1)
        wrong[screen] = examined(page)
    for screen in SCREENS:
        page.goto(f"{filled.url}/app/#/{screen}")
        page.locator("h1").first.wait_for()
        wrong[screen] = examined(page)
    assert not any(wrong.values()), wrong


def examined(page) -> list[str]:
    page.wait_for_timeout(300)
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(SERIOUS) + page.evaluate(CUT_OFF)
    return found
