"""Find or fetch the WebKit that tests drive: `-m bootstrap.webkit`.

Debian's own, which only root may install. Exits 3 when there is none to be had.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bootstrap import apt

PACKAGES = ("webkit2gtk-driver", "xvfb")


@dataclass(frozen=True, slots=True)
class WebKit:
    """The programs: who speaks to the browser, the browser, and a screen for it."""

    driver: str
    browser: str
    screen: str


def present() -> WebKit | None:
    """Give the programs that are here already; or None."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"))
    if driver is None or screen is None or not browsers:
        return None
    return WebKit(driver, str(browsers[-1]), screen)


if __name__ == "__main__":
    if present() is None and not (apt.install(*PACKAGES) and present()):
        sys.exit(3)
