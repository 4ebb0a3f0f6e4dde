"""Pictures of the main screens, as documents and reviewers of looks need them."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from bootstrap.stamp import BUILD, ROOT

#: Everything a picture needs has been drawn.
DRAWN = """
() => document.fonts.status === "loaded" && [...document.images].every(
  (image) => image.complete || image.getBoundingClientRect().top > innerHeight)
"""
OVERFLOWS = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


def folder() -> Path:
    """Give the folder that SCREENSHOTS names, else one among what is built."""
    named = os.environ.get("SCREENSHOTS")
    chosen = ROOT / named if named else BUILD / "screenshots"
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def take(page: Page, name: str) -> None:
    """Draw what is on screen; a page that scrolls sideways is not fit to be seen."""
    page.wait_for_load_state()
    page.wait_for_function(DRAWN)
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate(OVERFLOWS) <= 0, f"{name} scrolls sideways"
    page.screenshot(path=folder() / f"{name}.png")
