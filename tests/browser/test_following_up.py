"""Back at the place without a network: filled in before, before beside after, sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from forms.library import workbook
from server.models import Finding, FollowUp
from tests.actors.forms import VISIT
from tests.actors.photos import Photo
from tests.browser.house import House
from tests.browser.lens import Lens
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

TEAM, TITLE = "DZ08", "整改情况回头看核查表"
AFTER = "整改后照片（与整改前同一角度）"
SITE = "孟寺镇综合服务中心"
PLACE = {"lat": 37.19, "lon": 116.87, "acc": 9, "age_s": 2}


def test_a_finding_is_followed_up_without_a_network(browser, house, gallery):
    numbers = found(house, gallery)
    allowed = ["geolocation", "camera"]
    with Phone.held(browser, house.url, permissions=allowed) as phone:
        phone.enrol(house.link(house.side.invite(TEAM))).ready(TITLE)
        entry = phone.page.get_by_role(
            "button", name=re.compile("回头看.*个问题未销号")
        )
        expect(entry).to_be_visible()
        phone.page.wait_for_load_state("networkidle")
        phone.offline()
        for number in numbers:
            phone.home()
            entry.click()
            phone.page.locator(".fu", has_text=number).click()
            expect(phone.page.locator(".app-sub")).to_have_text(SITE)
            begins_filled_in(phone, number)
            phone.write("核查情况", "已停止强制推广，现场核实。")
        pairs_before_and_after(phone)
        judges(phone)
        tells_drafts_apart(phone, numbers)
        phone.resume(numbers[1])
        phone.finalise()
        expect(phone.card(numbers[1])).to_contain_text(SITE)
        phone.online()
        phone.await_delivered(numbers[1])
        (item,) = phone.items()
        phone.watch.assert_quiet(failing=True)
    joined(house, item["instanceId"], numbers[1])


def found(house: House, gallery) -> list[str]:
    """Let the team find two things at one place that a reviewer accepts."""
    office = house.side
    office.publish(VISIT)
    office.publish_file(workbook("follow_up"), "follow_up.xlsx")
    device = house.device(office, TEAM)
    shot = gallery.screen("followed").read_bytes()
    rows = [
        {
            "app_name": name,
            "issuer": "临邑县大数据局",
            "forced": "yes",
            "shot": Photo(f"{name}.jpg", shot, gps=PLACE),
        }
        for name in ("临邑通", "村村享")
    ]
    town = "371424105000"
    sent = device.fill("visit", site_name=SITE, town=town, minutes=5, app=rows)
    device.push()
    house.await_jobs()
    leader, reviewer = office.person("leader08"), office.person("reviewer")
    for finding in office.findings(sent.instance_id):
        leader.confirm(finding, description="“某通”强制推广，经现场核实情况属实。")
    leader.submit(sent.instance_id)
    return [
        reviewer.accept(finding, office.unit("LY-DSJ"))
        for finding in office.findings(sent.instance_id)
    ]


def begins_filled_in(phone: Phone, number: str) -> None:
    """The finding stands in the form; no figure of its number is set off."""
    note = phone.page.locator(".note-text").first
    expect(note).to_contain_text(number)
    expect(note).to_contain_text(SITE)
    assert note.locator("b, strong").count() == 0
    phone.next()


def pairs_before_and_after(phone: Phone) -> None:
    """The photo before stands left of the one after, whole, and opens large."""
    page = phone.page
    was = page.get_by_role("button", name="整改前第 1 张")
    lens = Lens(phone)
    lens.open(AFTER)
    expect(page.locator(".cam-ghost")).to_be_visible()
    expect(page.locator(".stamp")).to_contain_text(SITE)
    lens.shutter.click()
    expect(page.locator(".cam-count")).to_contain_text("1 /")
    lens.close()
    now = phone.thumbs(AFTER).nth(1)
    left, right = was.bounding_box(), now.bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    fit = "(image) => getComputedStyle(image).objectFit"
    assert was.locator("img").evaluate(fit) == "contain"
    was.click()
    large = page.locator("dialog.viewer img")
    expect(large).to_be_visible()
    longest = "(image) => Math.max(image.naturalWidth, image.naturalHeight)"
    assert large.evaluate(longest) == 480
    page.locator("dialog.viewer").get_by_role("button", name="关闭").click()


def judges(phone: Phone) -> None:
    phone.choose("整改情况", "整改到位")
    phone.choose("长效措施", "无")
    phone.write("访谈群众或基层干部人数", "2")
    phone.write("其中认可整改效果人数", "2")
    phone.next()
    phone.choose("处理建议", "建议销号")
    phone.choose("是否发现新问题", "否")
    expect(phone.page.locator(".saved")).to_contain_text("已存本机")


def tells_drafts_apart(phone: Phone, numbers: list[str]) -> None:
    """Two follow-ups of one place read differently in every list."""
    phone.home()
    drafts = phone.page.locator(".drafts, .card", has_text=TITLE)
    for number in numbers:
        expect(drafts.get_by_text(f"{number} {SITE}").first).to_be_visible()
    phone.page.goto(f"{phone.url}/app/#/finalise")
    for number in numbers:
        expect(phone.page.get_by_text(f"{number} {SITE}").first).to_be_visible()
    phone.home()


def joined(house: House, instance_id: str, number: str) -> None:
    """The office has it beside its finding, with the photo of after."""
    house.await_jobs()
    kept = house.side.submission(instance_id)
    with house.side.reading() as session:
        ours = FollowUp.submission_id == kept.id
        chosen = select(Finding.finding_no).join(FollowUp).where(ours)
        assert session.scalars(chosen).all() == [number]
    assert [file.question for file in house.side.files(instance_id)] == ["after"]
