"""One browser and one served office for all of these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

import sync
from tests.browser.desk import Desk
from tests.browser.handset import Handset
from tests.browser.house import House, opened
from tests.browser.phone import Phone
from tests.browser.photos import Gallery

#: Two cores may be shared with much else.
PATIENCE_MS = 20_000
MEMORY = Path("/dev/shm")
#: A host name that no browser trusts; the quota that there is, not a made-up one; and
#: a camera and a microphone, for those who are allowed to use them.
ADDED = (
    "--host-resolver-rules=MAP house.test 127.0.0.1",
    "--disable-features=StaticStorageQuota",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
BUILT = Path(sync.__file__).parent / "client" / "dist" / "index.html"


def pytest_collection_modifyitems(items):
    """Let a test in a browser be tried once more: a busy machine may outlast patience.

    The run's last words name each that needed it (docs/decisions/0050).
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def playwright(chromium_words) -> Iterator[Playwright]:
    assert BUILT.exists(), "The field app is not built; `make web` builds it."
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright, chromium_words) -> Iterator[Browser]:
    chromium_words["args"].extend(ADDED)
    browser = playwright.chromium.launch(**chromium_words)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def rooms(tmp_path_factory) -> Iterator[Path]:
    """Give a folder for data, in memory where there is some: no disk is tried here."""
    if not MEMORY.is_dir():
        yield tmp_path_factory.mktemp("rooms")
        return
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def house(rooms) -> Iterator[House]:
    with opened(rooms / "house") as made:
        yield made


@pytest.fixture(scope="session")
def gallery(tmp_path_factory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def phone(browser, house) -> Iterator[Phone]:
    """Give a phone that nobody has enrolled."""
    with Phone.held(browser, house.url) as made:
        yield made


@pytest.fixture
def handset(playwright, chromium_words, house, tmp_path) -> Iterator[Handset]:
    """Give a phone that can be killed."""
    profile = tmp_path / "profile"
    with Handset.in_hand(playwright, chromium_words, house.url, profile) as made:
        yield made


@pytest.fixture
def desk(browser, house, tmp_path) -> Iterator[Callable[[str], Desk]]:
    """Seat people at desks of their own."""
    with ExitStack() as seats:
        yield lambda login: seats.enter_context(
            Desk.of(browser, house.url, tmp_path)
        ).sign_in(login)
