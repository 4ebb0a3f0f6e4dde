"""Every main screen with the demonstration in it: looked at, and kept as a picture.

They are written to the folder that SCREENSHOTS names, else to build/screenshots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser import answers, exhibition
from tests.browser.album import take
from tests.browser.answers import BEFORE, FIRST, INSIDE, OUTSIDE, PLAQUES
from tests.browser.desk import Desk
from tests.browser.exhibition import Exhibition
from tests.browser.phone import Phone
from tests.browser.photos import Gallery

pytestmark = pytest.mark.browser
SIZES = {"": (1366, 768), "-phone": (390, 844)}
#: What the city's office opens, and how the picture is called.
PAGES = {
    "start": "",
    "submissions": "submissions",
    "ledger": "ledger",
    "findings": "findings",
    "teams": "teams",
    "forms": "forms",
    "imports": "imports/units",
    "users": "users",
}
#: What the first line of a list opens.
LINKED = {"team": "teams", "form": "forms", "finding": "ledger"}


@pytest.fixture(scope="module")
def shown(rooms) -> Iterator[Exhibition]:
    with exhibition.opened(rooms / "exhibition") as made:
        yield made


@pytest.fixture
def seat(browser, shown, tmp_path) -> Iterator[Callable[..., Desk]]:
    """Seat people of the demonstration at a desk, or hand them a phone."""
    with ExitStack() as seats:

        def seated(login: str, size: str) -> Desk:
            width, height = SIZES[size]
            view = {"viewport": {"width": width, "height": height}}
            desk = seats.enter_context(Desk.of(browser, shown.url, tmp_path, **view))
            desk.campaign = shown.campaign
            return desk.sign_in(login, shown.passwords[login])

        yield seated


@pytest.fixture
def phone(browser, shown):
    with Phone.held(browser, shown.url, device_scale_factor=2) as made:
        yield made


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_the_office(seat, size):
    office = seat("dz-office", size)
    for name, path in PAGES.items():
        assert office.go(path) == 200
        take(office.page, name + size)
    for name, path in LINKED.items():
        office.go(path)
        office.page.locator("td.lead a").first.click()
        take(office.page, name + size)
    office.page.get_by_role("button", name="English").click()
    take(office.page, "english" + size)
    office.watch.assert_quiet()


@pytest.mark.parametrize("size", SIZES)
def test_the_review_and_a_code_for_a_phone(seat, shown, size):
    key, team = shown.busiest("candidate")
    leader = seat(f"{team.lower().replace('-', '')}-leader", size)
    leader.open_submission(key)
    take(leader.page, "review" + size)
    leader.page.locator("[data-key=e]").first.click()
    expect(leader.dialog()).to_be_visible()
    take(leader.page, "review-edit" + size)
    leader.go("teams")
    leader.page.locator("td.lead a").first.click()
    leader.page.get_by_role("button", name="生成察访手机端二维码").click()
    take(leader.page, "code" + size)
    leader.watch.assert_quiet()


def test_the_door(browser, shown):
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{shown.url}/sign-in")
        take(page, "sign-in")


def test_screens_of_the_phone(phone, shown, gallery):
    phone.follow(shown.link("DZ-07"))
    take(phone.page, "field-enrol")
    phone.tap("登记")
    phone.tap("开始")
    phone.ready(PLAQUES)
    in_both_lights(phone, "field-home")
    draw_the_filling(phone, gallery)
    draw_the_sending(phone, shown)
    phone.page.goto(f"{shown.url}/app/#/me")
    take(phone.page, "field-me")
    phone.watch.assert_quiet(failing=True)


def test_the_phone_without_a_secure_context(browser, shown):
    address = shown.url.replace("127.0.0.1", "house.test")
    with Phone.held(browser, address, device_scale_factor=2) as phone:
        phone.home()
        take(phone.page, "field-unable")


def draw_the_filling(phone: Phone, gallery: Gallery) -> None:
    """Begin the plaques of today's visit and come as far as the last page."""
    phone.offline()
    phone.page.locator("article .fm", has_text=PLAQUES).click()
    answers.visit(phone, "村（社区）办公场所", "孟寺镇小李家村", "小李家村")
    phone.kept("孟寺镇小李家村", "<loc>37.19")
    in_both_lights(phone, "field-fill")
    phone.next()
    answers.overview(phone, inside=1)
    phone.shoot(INSIDE, gallery.wall("room"))
    phone.shoot(OUTSIDE, gallery.wall("left"), gallery.wall("middle"))
    phone.question(OUTSIDE).scroll_into_view_if_needed()
    take(phone.page, "field-photos")
    phone.next()
    answers.first_plaque(phone)
    phone.shoot(BEFORE, gallery.plaque(FIRST))
    phone.page.evaluate("scrollTo(0, 0)")
    take(phone.page, "field-row")
    phone.turn_to("检查并定稿")
    take(phone.page, "field-check")
    phone.home()
    take(phone.page, "field-draft")


def draw_the_sending(phone: Phone, shown: Exhibition) -> None:
    """Finish the draft, and follow it until a reviewer has returned it."""
    phone.page.get_by_role("button", name="继续填报").click()
    phone.turn_to("现场确认")
    answers.closing(phone)
    phone.slow_down(100_000)
    phone.finalise()
    phone.online()
    phone.slow_down(100_000)
    phone.await_part()
    take(phone.page, "field-outbox")
    phone.slow_down(None)
    phone.await_delivered(PLAQUES)
    take(phone.page, "field-delivered")
    phone.tap("看回执")
    take(phone.page, "field-receipt")
    (item,) = phone.items()
    note = {"question": "remark", "repeat_uuid": None, "text": "请注明陪同人员职务"}
    shown.person("dz-reviewer").send_back(
        item["instanceId"], "第 1 块缺近景照片，请补拍或说明原因。", note
    )
    phone.outbox()
    phone.tap("立即同步")
    expect(phone.card()).to_contain_text("退回")
    take(phone.page, "field-returned")


def in_both_lights(phone: Phone, name: str) -> None:
    take(phone.page, name)
    phone.page.emulate_media(color_scheme="dark")
    take(phone.page, f"{name}-dark")
    phone.page.emulate_media(color_scheme="light")
