"""From candidate to ledger on the review page: two people, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from server.actions import people
from server.actions.access import SYSTEM
from server.models import Role
from tests.actors.world import LINYI
from tests.browser.findings import send_apps

pytestmark = pytest.mark.browser
SITE = "临盘街道办事处"
#: Wider than this a photo counts as large on a desktop screen of 1366.
LARGE = 500


def test_two_people_decide_on_a_submission(desk, house, gallery):
    filled = send_apps(house, gallery, "DZ07", SITE)
    leader = desk("leader07")
    leader.go("submissions")
    leader.page.get_by_role("link", name=SITE).click()
    leader.await_keys()
    page = leader.page
    expect(page.locator("[data-question=issuer_unit]").first).to_contain_text(
        "临邑县大数据局"
    )
    expect(leader.problem("临邑通")).to_contain_text("A01")
    expect(leader.problem("临邑通")).to_contain_text("指尖意见")
    stage = page.locator("[data-stage]").bounding_box()
    assert stage is not None and stage["width"] > LARGE
    drawn = page.locator("[data-photo-image]")
    expect(drawn).to_have_js_property("complete", True)
    assert drawn.evaluate("photo => photo.naturalHeight") == 1600

    page.keyboard.press("y")
    expect(leader.problem("临邑通")).to_contain_text("组长已确认")
    page.keyboard.press("e")
    leader.dialog().get_by_label("问题标题").fill("大数据局强制推广“爱山东”")
    leader.dialog().get_by_role("button", name="保存并确认").click()
    expect(leader.problem("大数据局强制推广“爱")).to_contain_text("组长已确认")
    expect(leader.problem("村村享")).to_have_class(re.compile(r"\bon\b"))
    page.keyboard.press("n")
    leader.dialog().get_by_label("原因").fill("现场已卸载，不再要求使用")
    leader.dialog().get_by_role("button", name="不予认定").click()
    expect(leader.problem("村村享")).to_contain_text("现场已卸载")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rv-foot")).to_contain_text("已提交")
    assert house.office.person("city").ledger() == []

    reviewer = desk("reviewer")
    reviewer.go("submissions?stage=review")
    reviewer.page.get_by_role("link", name=SITE).click()
    reviewer.await_keys()
    expect(reviewer.problem("临邑通")).to_contain_text("认定")
    reviewer.page.keyboard.press("y")
    reviewer.dialog().locator("#unit-search").fill("民政")
    reviewer.dialog().get_by_text("临邑县民政局").click()
    reviewer.dialog().get_by_role("button", name="认定").click()
    number = reviewer.problem("临邑通").locator(".code")
    expect(number).to_have_text(re.compile(r"^JF26-371424-\d{8}-\d{4}$"))
    reviewer.problem("大数据局强制推广“爱").click()
    reviewer.page.keyboard.press("n")
    reviewer.dialog().locator("textarea").fill("请补充通知原文")
    reviewer.dialog().get_by_role("button", name="退回组长").click()
    expect(reviewer.problem("大数据局强制推广“爱")).to_contain_text("请补充通知原文")

    reviewer.go("ledger")
    listed = reviewer.page.locator("tbody td.lead").all_inner_texts()
    counted = house.office.person("city").ledger()
    assert listed == [finding.finding_no for finding in counted]
    assert [one.responsible_unit_id for one in counted] == [
        house.office.unit("LY-MZJ").id
    ]
    page.reload()
    expect(leader.problem("大数据局强制推广“爱")).to_contain_text(
        "审核退回：请补充通知原文"
    )
    assert house.office.submission(filled.instance_id).state == "complete"
    for person in (leader, reviewer):
        person.watch.assert_quiet()


def test_nobody_is_offered_to_accept_what_is_his_own(desk, house, gallery):
    """This leader is a reviewer too; the page says that another one must."""
    office = house.office
    filled = send_apps(house, gallery, "DZ08", "恒源街道办事处")
    with office.writing() as session:
        both = people.find_user(session, "leader08")
        home = office.campaign(session)
        people.grant_region(session, SYSTEM, home, both, Role.REVIEWER, LINYI)
    leader = desk("leader08")
    leader.open_submission(office.submission(filled.instance_id).key)
    for name in ("临邑通", "爱山东", "村村享"):
        leader.problem(name).locator("[data-key=y]").click()
        expect(leader.problem(name)).to_contain_text("组长已确认")
    leader.page.keyboard.press("Control+Enter")
    expect(leader.problem("临邑通")).to_contain_text("本人提交，须另一人认定")
    assert leader.page.locator("[data-key=y]").count() == 0
    leader.watch.assert_quiet()
