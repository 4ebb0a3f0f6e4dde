"""How long a form with 20,000 places takes, and how long it stands still."""

from __future__ import annotations

from playwright.sync_api import Locator

from bench.client import books
from bench.client.handset import Handset, clock

#: Tasks that keep the page from answering, in milliseconds.
LISTEN = """
() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map((entry) => entry.duration));
  }).observe({ type: "longtask" });
}
"""
#: The list of entries is told a moment after the task.
LONGEST = """
async () => {
  await new Promise((done) => setTimeout(done, 500));
  return Math.max(0, ...tasks.splice(0));
}
"""


def opening(phone: Handset) -> tuple[float, int]:
    """Open the form: seconds until its first question, and the longest task."""
    phone.blank()
    phone.visit()
    phone.settle()
    phone.page.evaluate(LISTEN)
    with clock() as taken:
        phone.begin(books.PLACES)
    return taken[0], _longest(phone)


def longest_task_ms(phone: Handset) -> int:
    """Pick three places in the form that is open; give the longest task.

    Two come from lists that the one above leaves, the last from all twenty thousand.
    """
    phone.settle()
    phone.page.evaluate(LISTEN)
    for question, entry in (("County", "County 3"), ("Town", "Town 3-7")):
        _asked(phone, question).locator(".pick").click()
        _choose(phone, entry)
    _asked(phone, "Any").locator(".pick").click()
    phone.page.get_by_role("searchbox").fill("village 3-7-4")
    _choose(phone, "Village 3-7-48")
    return _longest(phone)


def _choose(phone: Handset, entry: str) -> None:
    row = phone.page.locator(".sheet-row", has_text=entry).first
    row.click()
    row.wait_for(state="hidden")


def _longest(phone: Handset) -> int:
    longest: float = phone.page.evaluate(LONGEST)
    return round(longest)


def _asked(phone: Handset, question: str) -> Locator:
    return phone.page.locator(".field", has_text=question).first
