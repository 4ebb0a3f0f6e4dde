"""Places, lines and the work list, without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from server.db import LOCAL, now
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.browser.plots import COUNT, FORM, SEED, TITLE

pytestmark = pytest.mark.browser
NEAR, FAR = (37.2, 116.87), (37.4, 116.87)


@pytest.fixture(scope="module")
def planned(house) -> House:
    """Give an office that sends a team to two villages today."""
    today = now().astimezone(LOCAL).date()
    house.side.publish(FORM)
    for site, (north, east) in {"远处村": FAR, "近处村": NEAR}.items():
        place = {"latitude": north, "longitude": east}
        when = {"planned_from": today, "planned_to": today}
        house.side.issue_visit("DZ08", site, "plots", **when, **place)
    return house


@pytest.fixture
def out(browser, planned) -> Iterator[Phone]:
    """Give an enrolled phone of that team, out of reach."""
    with Phone.held(browser, planned.url) as phone:
        phone.enrol(planned.link(planned.side.invite("DZ08"))).ready(TITLE)
        phone.offline()
        yield phone


def test_places_are_taken_drawn_and_found_again_without_a_network(out):
    nearest_first(out)
    stands(out, 37.2, 80)
    out.page.locator("article", has_text="近处村").get_by_text(TITLE).click()
    out.write("单位名称", "近处村")
    takes_the_best_fix(out)
    chooses_on_the_map(out)
    replaces_a_good_fix_only_by_hand(out)
    draws_a_line_and_an_area(out)
    finalises_what_can_be(out)


def nearest_first(phone: Phone) -> None:
    """The distance is told after a tap, and sorts what is due on the same day."""
    sites = phone.page.locator("article h3")
    expect(sites).to_have_count(2)
    expect(phone.page.locator(".visit-far")).to_have_count(0)
    phone.tap("按距离排")
    expect(phone.page.locator(".visit-far")).to_have_text(["1.1 km", "23 km"])
    expect(sites).to_have_text(["近处村", "远处村"])


def takes_the_best_fix(phone: Phone) -> None:
    asked = phone.question("位置")
    asked.get_by_role("button", name="取当前位置").click()
    expect(asked).to_contain_text("±80 m·到 10 m 自动停")
    phone.kept("<loc>37.2 116.87 0.0 80.0<")
    stands(phone, 37.2001, 8)
    expect(asked.get_by_role("button", name="重新定位")).to_be_visible()
    phone.kept("<loc>37.2001 116.87 0.0 8.0<")


def replaces_a_good_fix_only_by_hand(phone: Phone) -> None:
    asked = phone.question("位置")
    asked.get_by_role("button", name="重新定位").click()
    expect(asked).to_contain_text("±120 m")
    phone.kept("<loc>37.2001 116.87 0.0 8.0<")
    asked.get_by_role("button", name="就用这个").click()
    expect(asked).to_contain_text("误差 120 m，超过 50 m")
    phone.kept("<loc>37.2002 116.87 0.0 120.0<")


def chooses_on_the_map(phone: Phone) -> None:
    stands(phone, 37.2002, 120)
    phone.question("牌子位置").get_by_role("button", name="地图上选").click()
    expect(phone.page.locator(".map-fact")).to_contain_text("我的位置 ±120 m")
    plane(phone).click(position={"x": 100, "y": 200})
    expect(phone.page.locator(".map-fact")).to_contain_text("距被察访单位")
    plane(phone).press("ArrowUp")
    phone.tap("就放在这里")
    expect(phone.question("牌子位置")).to_contain_text("地图上选定")
    kept = phone.kept("<spot>37.2")
    # Nobody measured how exact a finger is: two figures, of a metre each.
    assert re.search(r"<spot>37\.2\d{1,4} 116\.\d{1,5}</spot>", kept)


def draws_a_line_and_an_area(phone: Phone) -> None:
    phone.question("巡查路线").get_by_role("button", name="画线").click()
    stands(phone, 37.3, 6)
    phone.tap("开始记")
    expect(phone.page.locator(".map-foot")).to_contain_text("正在记点·±6 m")
    expect(phone.page.locator(".map-fact")).to_contain_text(
        "1 个点·长 0 m·至少 2 个点才存"
    )
    stands(phone, 37.301, 7)
    expect(phone.page.locator(".map-foot")).to_contain_text("正在记点·±7 m")
    phone.tap("记当前点")
    expect(phone.page.locator(".map-fact")).to_contain_text("2 个点·长 111 m")
    phone.tap("完成")
    phone.kept("<way>37.3 116.87 0.0 6.0;37.301 116.87 0.0 7.0<")
    phone.question("院落边界").get_by_role("button", name="画边界").click()
    phone.page.get_by_text("点着记", exact=True).click()
    for x, y in ((100, 120), (300, 120), (200, 260), (120, 300)):
        plane(phone).click(position={"x": x, "y": y})
    phone.tap("撤销上一点")
    expect(phone.page.locator(".map-fact")).to_contain_text(
        re.compile("3 个点·面积 3[45]\\d\\d m²")
    )
    phone.tap("完成")
    ring = phone.kept("<yard>").partition("<yard>")[2].partition("<")[0].split(";")
    assert len(ring) == 4
    assert ring[0] == ring[-1]


def finalises_what_can_be(phone: Phone) -> None:
    """Of two drafts one lacks its place: it says so, and leads there."""
    phone.tap("返回")
    phone.begin(TITLE)
    phone.write("单位名称", "缺位置")
    expect(phone.page.locator(".saved")).to_contain_text("已存本机")
    phone.tap("返回")
    expect(phone.page.locator(".drafts")).to_contain_text("还有 1 项未填，去第一项")
    phone.tap("地图")
    phone.page.get_by_role("button", name="全部显示").click()
    expect(phone.page.locator(".map-foot")).to_contain_text("另有 1 件没有位置")
    phone.page.locator(".map-mark.is-doing").click()
    expect(phone.page.locator(".map-list")).to_contain_text(f"近处村·{TITLE}")
    phone.tap("返回")
    phone.tap("一起定稿")
    phone.page.locator(".fm-pick input:not(:checked)").check()
    phone.tap("检查并定稿 2 件")
    expect(phone.page.locator(".note.is-done")).to_contain_text("已定稿 1 件")
    phone.page.get_by_role("button", name=re.compile("还有要改的地方")).click()
    expect(phone.question("位置")).to_be_focused()
    expect(phone.question("位置").get_by_role("alert")).to_be_visible()
    assert [item["point"] for item in phone.items()] == [
        {"latitude": 37.2002, "longitude": 116.87}
    ]


def test_three_hundred_visits_and_a_thousand_photos_stay_usable(out):
    """Lists, search and map are drawn without reading a single photograph."""
    page, today = out.page, now().astimezone(LOCAL).date().isoformat()
    out.context.add_init_script(COUNT)
    page.evaluate(SEED, [300, 300, 1000, today])
    page.reload()
    expect(page.locator("article")).to_have_count(20)
    expect(page.locator(".sec").first).to_contain_text("302 处")
    out.tap("还有 282 处，再显示一些")
    expect(page.locator("article")).to_have_count(60)
    expect(page.locator(".drafts .draft")).to_have_count(20)
    page.get_by_role("searchbox").fill("临邑 第１２３村")
    expect(page.locator("article h3")).to_have_text(["第123村"])
    page.get_by_role("searchbox").fill("第１２３村")
    expect(page.locator(".drafts .draft")).to_have_count(1)
    page.get_by_role("searchbox").fill("没有这个村")
    expect(page.locator(".empty")).to_contain_text("没有含“没有这个村”")
    out.tap("显示全部")
    out.tap("地图")
    counts = page.locator(".map-count")
    expect(counts.first).to_be_visible()
    counts.first.click()
    expect(page.locator(".map-list .fm").first).to_be_visible()
    chooses_among_hundreds(out)
    assert page.evaluate("photosRead") == 0


def chooses_among_hundreds(phone: Phone) -> None:
    """Nobody takes the ticks off three hundred drafts one by one."""
    phone.page.goto(f"{phone.url}/app/#/finalise")
    ticks = phone.page.get_by_role("checkbox")
    expect(ticks).to_have_count(20)
    expect(phone.page.locator(".app-foot")).to_contain_text("检查并定稿 300 件")
    phone.tap("全不选")
    ticks.first.check()
    expect(phone.page.locator(".app-foot")).to_contain_text("检查并定稿 1 件")
    phone.tap("还有 280 件，再显示一些")
    expect(ticks).to_have_count(60)


def stands(phone: Phone, north: float, accuracy: float) -> None:
    """The phone is here now, and knows it so exactly."""
    phone.context.set_geolocation(
        {"latitude": north, "longitude": 116.87, "accuracy": accuracy}
    )


def plane(phone: Phone) -> Locator:
    return phone.page.locator(".map-plane")
