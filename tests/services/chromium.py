"""The Chromium that tests drive: where it is and how it is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

from playwright._impl._driver import compute_driver_executable

from bootstrap import browser

FONTS = Path(__file__).with_name("fonts.conf")
# A browser under test calls nobody but us, and waits for nothing. (--no-sandbox, which
# root and containers need, is Playwright's own default.)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)


class BrowserMissing(Exception):
    """There is no Chromium here; says what to do."""


class Launch(TypedDict):
    """The words for Playwright's `chromium.launch(**words)`."""

    executable_path: str
    headless: bool
    args: list[str]
    env: dict[str, str | float | bool]


def launch() -> Launch:
    """Give the words that start the browser; raises BrowserMissing."""
    command = browser.present()
    if command is None:
        raise BrowserMissing("no Chromium here; `make test` looks for one")
    _lend_a_node()
    return Launch(
        executable_path=command,
        headless=True,
        args=[*QUIET],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS), **_home()},
    )


def must_be_there() -> bool:
    """Tell whether a missing browser is a failure (REQUIRE_BROWSER=1), not a skip."""
    return os.environ.get("REQUIRE_BROWSER", "") not in ("", "0")


def _lend_a_node() -> None:
    """Let Playwright run on the PATH's Node where its own lacks a library."""
    own = compute_driver_executable()[0]
    words = [own, "--version"]
    runs = subprocess.run(words, check=False, capture_output=True).returncode == 0
    other = shutil.which("node")
    if not runs and other:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = other


def _home() -> dict[str, str]:
    """Give a cache folder where the user has no home to keep one in."""
    home = os.environ.get("HOME")
    if home and os.access(home, os.W_OK):
        return {}
    return {"XDG_CACHE_HOME": tempfile.gettempdir()}
