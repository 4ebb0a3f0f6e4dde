"""What waits is sent with the app closed, where the browser wakes its worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Request, expect

from tests.actors.photos import photo
from tests.browser.closed import SYNC, beside
from tests.browser.house import await_whole
from tests.browser.photos import sha256
from tests.browser.sheets import TITLE
from tests.browser.test_keeping import PIN, set_pin, unlock

pytestmark = pytest.mark.browser
RUNG = """
() => {
  globalThis.rung = new Promise((done) => {
    setTimeout(done, 10_000, "silence");
    navigator.serviceWorker.addEventListener("message", (event) => done(event.data));
  });
}
"""


@pytest.fixture
def finished(phone, house, tmp_path):
    """Give a phone with a finished form of one large photo, still offline."""
    house.bring(phone, TITLE)
    large = photo("large.jpg", 1500)
    path = tmp_path / large.name
    path.write_bytes(large.content)
    phone.offline()
    phone.fill_side_form("关机村", path).finalise()
    expect(phone.card(TITLE)).to_contain_text("排队中")
    return phone


def test_one_sends_at_a_time_and_the_worker_goes_on_where_a_page_was_closed(
    finished, house
):
    """The page sends when the browser wakes the worker, and is closed meanwhile."""
    (item,) = finished.items()
    asked = requests(finished)
    with beside(finished) as browser:
        finished.slow_down(200_000)
        finished.online()
        finished.await_part()
        finished.page.evaluate(RUNG)
        browser.wake()
        assert finished.page.evaluate("rung") == SYNC
        finished.page.close()
        await_whole(house.side, item["instanceId"], browser.page)
        assert_sent_once(asked)
        (file,) = house.side.files(item["instanceId"])
        told = item["manifest"]["files"][0]
        assert sha256(house.side.bytes_of(file)) == told["sha256"]
        finished.page = finished.context.new_page()
        finished.outbox()
        finished.await_delivered(TITLE)
    assert house.side.fsck() == []


def assert_sent_once(asked: list[Request]) -> None:
    """Each of the two sent a part; no piece went from both."""
    pieces = [each for each in asked if each.method == "PATCH"]
    by_page = offsets(each for each in pieces if not each.service_worker)
    by_worker = offsets(each for each in pieces if each.service_worker)
    assert by_page
    assert by_worker
    # The page's last piece was under way when it was closed: HEAD told what arrived.
    assert min(by_worker) >= max(by_page)
    assert len(set(by_worker)) == len(by_worker)
    answers = [
        each
        for each in asked
        if each.method == "POST" and each.url.endswith("/submissions")
    ]
    # Tries without a network end with a failure.
    assert len([each for each in answers if each.failure is None]) == 1


def offsets(pieces) -> list[int]:
    return [int(each.headers["upload-offset"]) for each in pieces]


def requests(phone) -> list[Request]:
    """Watch what is asked of the office, by whomever."""
    asked: list[Request] = []
    phone.context.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - Playwright marks what it is given
    return asked


def test_a_phone_behind_a_pin_waits_for_its_page(finished):
    """The key is not there without the PIN: nothing is sent, and nothing is lost."""
    set_pin(finished)
    asked = requests(finished)
    with woken_while_closed(finished):
        unlock(finished, PIN)
        finished.await_delivered(TITLE)
    assert_sent_by_page(asked)


def test_whoever_paused_the_sending_is_not_overruled(finished):
    finished.slow_down(200_000)
    finished.online()
    finished.await_part()
    finished.tap("暂停")
    expect(finished.page.get_by_role("button", name="继续", exact=True)).to_be_visible()
    asked = requests(finished)
    with woken_while_closed(finished):
        finished.await_delivered(TITLE)
    assert_sent_by_page(asked)


@contextmanager
def woken_while_closed(phone) -> Iterator[None]:
    """Close the app, let the browser wake its worker, and open the app again."""
    with beside(phone) as browser:
        phone.page.close()
        phone.online()
        browser.wake()
        phone.page = phone.context.new_page()
        phone.outbox()
        yield


def assert_sent_by_page(asked: list[Request]) -> None:
    sent = [each for each in asked if each.method != "GET"]
    assert sent
    assert not any(each.service_worker for each in sent)
