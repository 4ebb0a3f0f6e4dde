"""What all tests share: the servers of a run, and an honest word on skips."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from forms import aside
from tests.actors.places import (
    darkroom,
    device,
    furnished,
    house,
    line,
    office,
    settings,
)
from tests.services import chromium as chromium_service
from tests.services import compiled, run
from tests.services import postgres as postgres_service

#: The office and the phones that most tests speak of.
__all__ = ["darkroom", "device", "furnished", "house", "line", "office", "settings"]


@pytest.fixture(scope="session", autouse=True)
def patient():
    """Read forms however long it takes: the machine that tests may be busy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aside, "PATIENCE", 60)
        yield


class Rooms(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps a file on one worker, and all browsers on the same one: two cores."""

    def _split_scope(self, nodeid: str) -> str:
        place = nodeid.partition("::")[0]
        return "browser" if place.startswith("tests/browser/") else place


def pytest_configure(config):
    compiled.once()
    if not _is_worker(config):
        # A run that is told to stop still ends its servers.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        run.begin()


def pytest_collection_finish():
    compiled.settle()


def pytest_unconfigure(config):
    if not _is_worker(config):
        run.end()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Say which worker gets what; xdist's own groups do not work with pytest 9.2."""
    return Rooms(config, log)


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(_reason(report) for report in skipped)
    if reasons:
        terminalreporter.section("not tried on this machine")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:5} × {reason}")
    again = terminalreporter.stats.get("rerun", [])
    if again:
        terminalreporter.section("failed at the first try")
    for report in again:
        terminalreporter.write_line(report.nodeid)


def _is_worker(config):
    return hasattr(config, "workerinput")


def _reason(report):
    longrepr = report.longrepr
    words = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return words.removeprefix("Skipped: ")


@pytest.fixture(scope="session")
def postgres() -> postgres_service.Server:
    """Give the run's PostgreSQL server, or skip."""
    try:
        return postgres_service.server()
    except postgres_service.PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def postgres_url(postgres) -> Iterator[str]:
    """Give the address of an empty PostgreSQL database of this test's own."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def chromium_words() -> chromium_service.Launch:
    """Give Playwright's words to start Chromium, or skip (REQUIRE_BROWSER: fail)."""
    try:
        return chromium_service.launch()
    except chromium_service.BrowserMissing as missing:
        if chromium_service.must_be_there():
            pytest.fail(str(missing))
        pytest.skip(str(missing))
