"""The WebKit that tests drive, on a screen that nobody sees."""

from __future__ import annotations

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bootstrap import webkit
from tests.services.chromium import FONTS

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

PATIENCE = 60
#: No GPU and no second screen: the page is drawn by the processor alone.
PLAIN = {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}


class WebKitMissing(Exception):
    """There is no WebKit here; says what to do."""


@contextmanager
def opened() -> Iterator[WebDriver]:
    """Start a browser that remembers nothing, until left; raises WebKitMissing."""
    programs = webkit.present()
    if programs is None:
        raise WebKitMissing("no WebKit here; `make services` asks Debian for it")
    with _screen(programs.screen) as display:
        surroundings = {
            **os.environ,
            **PLAIN,
            "DISPLAY": display,
            "FONTCONFIG_FILE": str(FONTS),
        }
        driver = _driver(programs, surroundings)
        try:
            driver.set_window_size(430, 900)
            driver.set_script_timeout(PATIENCE)
            yield driver
        finally:
            driver.quit()


def _driver(programs: webkit.WebKit, surroundings: dict[str, str]) -> WebDriver:
    from selenium import webdriver  # noqa: PLC0415 - only who drives it loads it
    from selenium.webdriver.webkitgtk.options import Options  # noqa: PLC0415
    from selenium.webdriver.webkitgtk.service import Service  # noqa: PLC0415

    options = Options()
    options.binary_location = programs.browser
    options.add_argument("--automation")
    service = Service(programs.driver, env=surroundings)
    with warnings.catch_warnings():
        # Selenium warns of its own way to call itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        return webdriver.WebKitGTK(options=options, service=service)


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Draw on a screen in memory; the program picks its own free number."""
    words = [program, "-displayfd", "1", "-screen", "0", "1000x1000x24"]
    with subprocess.Popen(
        [*words, "-nolisten", "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as screen:
        assert screen.stdout is not None
        try:
            yield f":{screen.stdout.readline().decode().strip()}"
        finally:
            screen.terminate()
