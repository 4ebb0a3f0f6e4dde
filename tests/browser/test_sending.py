"""The way home: cut, stopped, taken over by a login page, and gone on with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Response, expect

from tests.actors.photos import photo
from tests.browser.conftest import BUILT
from tests.browser.front import (
    CUT,
    EVERYTHING,
    NOTHING,
    PASSES,
    UNANSWERED,
    Front,
    Release,
)
from tests.browser.phone import Phone
from tests.browser.photos import hashes, sha256
from tests.browser.sheets import TITLE

pytestmark = pytest.mark.browser
PORTAL = "<!doctype html><title>校园网</title><form>请先登录</form>"


@pytest.fixture
def finished(phone, house, tmp_path):
    """Give a phone with a finished form of one large photo, still offline."""
    house.bring(phone, TITLE)
    large = photo("large.jpg", 1000)
    path = tmp_path / large.name
    path.write_bytes(large.content)
    phone.offline()
    phone.fill_side_form("断网村", path).finalise()
    expect(phone.card(TITLE)).to_contain_text("排队中")
    return phone


def test_an_upload_goes_on_after_the_server_was_killed(finished, house):
    offsets = sent_offsets(finished)
    finished.slow_down(300_000)
    finished.online()
    expect(finished.card()).to_contain_text("填报内容，服务器已收到")
    finished.await_part()
    house.server.kill()
    before = len(offsets)
    expect(finished.page.locator(".app-tools")).to_contain_text("无网络")
    expect(finished.card()).not_to_contain_text("已送达")
    finished.slow_down(None)
    house.server.start()
    finished.tap("立即同步")
    finished.await_delivered(TITLE)
    assert offsets[before] > 0, "the upload began again"
    (item,) = finished.items()
    (file,) = house.side.files(item["instanceId"])
    assert sha256(house.side.bytes_of(file)) == item["manifest"]["files"][0]["sha256"]
    assert house.side.fsck() == []


def test_a_login_page_is_no_receipt(finished, house):
    """F18: as a page with 200, as a redirect to one, and as 511."""
    page = {"status": 200, "content_type": "text/html", "body": PORTAL}
    login = {"Location": f"{house.url}/health"}
    for answer in ({"status": 302, "headers": login}, {**page, "status": 511}):
        finished.context.route("**/api/**", answering(answer))
        finished.online()
        expect(finished.page.get_by_text("网络要登录")).to_be_visible()
        finished.offline()
        finished.context.unroute("**/api/**")
        expect(finished.page.locator(".app-tools")).to_contain_text("无网络")
    finished.context.route("**/api/**", answering(page))
    finished.online()
    expect(finished.page.get_by_text("网络要登录")).to_be_visible()
    expect(finished.page.get_by_text("这个无线网络要先登录才能上网")).to_be_visible()
    (item,) = finished.items()
    assert (item["receipt"], item["answersReceivedAt"]) == (None, None)
    assert item["state"] != "delivered"
    finished.context.unroute("**/api/**")
    finished.tap("立即同步")
    finished.await_delivered(TITLE)


def test_a_portal_holds_everything_back_until_it_lets_go(browser, house, gallery):
    """F18: it answers 200 with its page on every address; then all goes by itself."""
    with (
        Front.before(house.url, Release(BUILT.parent)) as front,
        Phone.held(browser, front.url) as phone,
    ):
        code = house.side.invite("DZ07")
        phone.enrol(f"{front.url}/app/#/enrol/{code}").ready(TITLE).begin(TITLE)
        front.portal = EVERYTHING
        phone.fill_side_form("门户村", gallery.plaque("农家书屋")).finalise()
        told = phone.page.get_by_text("网络要登录")
        expect(told).to_be_visible()
        phone.page.reload()
        expect(told).to_be_visible()
        expect(phone.card(TITLE)).to_contain_text("排队中")
        (item,) = phone.items()
        assert (item["receipt"], item["answersReceivedAt"]) == (None, None)
        front.portal = NOTHING
        phone.await_delivered(TITLE)
        assert house.side.submission(item["instanceId"]).state == "complete"


def test_a_line_that_breaks_at_every_turn_brings_all_of_it_once(
    browser, house, gallery
):
    """F17: requests that never arrive, and answers that never do, one after another."""
    with (
        Front.before(house.url, Release(BUILT.parent)) as front,
        Phone.held(browser, front.url) as phone,
    ):
        code = house.side.invite("DZ07")
        phone.enrol(f"{front.url}/app/#/enrol/{code}").ready(TITLE).begin(TITLE)
        photos = [gallery.plaque("农家书屋"), gallery.wall("broken line")]
        phone.fill_side_form("断线村", *photos)
        front.fates = [CUT, UNANSWERED, PASSES] * 5
        phone.finalise()
        phone.await_delivered(TITLE)
        (item,) = phone.items()
        sent = house.side.files(item["instanceId"])
        digests = [sha256(house.side.bytes_of(file)) for file in sent]
        assert digests == hashes(*photos)
        assert front.fates == []
        assert house.side.fsck() == []


def test_the_worker_never_stands_between_the_phone_and_what_it_sends(finished, house):
    """A service worker that re-issues a POST may send it without its body."""
    written: list[Response] = []
    finished.context.on("response", lambda answer: written.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    finished.online()
    finished.await_delivered(TITLE)
    by_worker = [
        (answer.request.method, answer.url)
        for answer in written
        if answer.request.method != "GET"
        and (answer.from_service_worker or answer.request.service_worker)
    ]
    assert by_worker == []
    assert {"POST", "PATCH"} <= {answer.request.method for answer in written}
    (item,) = finished.items()
    kept = house.side.submission(item["instanceId"])
    assert bytes(kept.xml) == item["xml"].encode()
    finished.offline()
    finished.page.reload()
    expect(finished.card()).to_contain_text("已送达")


def answering(answer):
    """Answer every request with this, in the office's place."""
    return lambda route: route.fulfill(**answer)


def sent_offsets(phone) -> list[int]:
    """Watch from which byte on each piece of a photo is sent."""
    offsets: list[int] = []

    def seen(request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))

    phone.context.on("request", seen)
    return offsets
