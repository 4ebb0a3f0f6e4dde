"""How long a form with 20,000 places takes, and how long it stands still."""

from __future__ import annotations

from playwright.sync_api import Locator

from bench.client import books
from bench.client.handset import Handset
from bench.client.opening import opened

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


def list20k_s(phone: Handset) -> float:
    """Open the form; from the tap to its first question."""
    return opened(phone, books.PLACES)


def longest_task_ms(phone: Handset) -> int:
    """Pick a county and a town in the form that is open; give the longest task."""
    phone.settle()
    phone.page.evaluate(LISTEN)
    for question, entry in (("County", "County 3"), ("Town", "Town 3-7")):
        _asked(phone, question).locator(".pick").click()
        row = phone.page.locator(".sheet-row", has_text=entry).first
        row.click()
        row.wait_for(state="hidden")
    longest: float = phone.page.evaluate(LONGEST)
    return round(longest)


def _asked(phone: Handset, question: str) -> Locator:
    return phone.page.locator(".field", has_text=question).first
