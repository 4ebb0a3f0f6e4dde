"""From candidate to ledger on the review page: two people, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from server.actions import people
from server.actions.access import SYSTEM
from server.models import Role
from tests.actors.world import LINYI
from tests.browser.desk import Desk
from tests.browser.findings import send_apps

pytestmark = pytest.mark.browser
SITE = "临盘街道办事处"
#: Wider than this a photo counts as large on a desktop screen of 1366.
LARGE = 500
#: The three candidates, by the app that each is about; the second is edited.
FIRST, SECOND, THIRD = "临邑通", "爱山东", "村村享"
EDITED = "大数据局强制推广“爱山东”"
DROPPED, HANDED_BACK = "现场已卸载，不再要求使用", "请补充通知原文"


def test_two_people_decide_on_a_submission(desk, house, gallery):
    office = house.office
    filled = send_apps(house, gallery, "DZ07", SITE)
    leader, reviewer = desk("leader07"), desk("reviewer")
    open_from_the_list(leader, "submissions")
    assert_answers_stand_beside_a_large_photo(leader)
    confirm_edit_and_drop(leader)
    assert ledger_of(office, filled) == []

    open_from_the_list(reviewer, "submissions?stage=review")
    number = accept_with_a_unit(reviewer, "民政", "临邑县民政局")
    hand_back(reviewer)
    (counted,) = ledger_of(office, filled)
    assert counted.finding_no == number
    assert counted.responsible_unit_id == office.unit("LY-MZJ").id
    leader.page.reload()
    expect(leader.problem(EDITED)).to_contain_text(f"审核退回：{HANDED_BACK}")
    for person in (leader, reviewer):
        person.watch.assert_quiet()


def test_nobody_is_offered_to_accept_what_is_his_own(desk, house, gallery):
    """This leader is a reviewer too; the page says that another one must."""
    office = house.office
    filled = send_apps(house, gallery, "DZ08", "恒源街道办事处")
    with office.writing() as session:
        both = people.find_user(session, "leader08")
        assert both is not None
        home = office.campaign(session)
        people.grant_region(session, SYSTEM, home, both, Role.REVIEWER, LINYI)
    leader = desk("leader08")
    leader.open_submission(office.submission(filled.instance_id).key)
    for name in (FIRST, SECOND, THIRD):
        leader.problem(name).locator("[data-key=y]").click()
        expect(leader.problem(name)).to_contain_text("组长已确认")
    leader.page.keyboard.press("Control+Enter")
    expect(leader.problem(FIRST)).to_contain_text("本人提交，须另一人认定")
    expect(leader.page.locator("[data-key=y]")).to_have_count(0)
    leader.watch.assert_quiet()


def open_from_the_list(person: Desk, path: str) -> None:
    person.go(path)
    person.page.get_by_role("link", name=SITE).click()
    person.await_keys()


def assert_answers_stand_beside_a_large_photo(leader: Desk) -> None:
    """Answers, the rule with its basis and the photo share one screen."""
    page = leader.page
    answered = page.locator("[data-question=issuer_unit]").first
    expect(answered).to_contain_text("临邑县大数据局")
    expect(leader.problem(FIRST)).to_contain_text("A01")
    expect(leader.problem(FIRST)).to_contain_text("指尖意见")
    stage = page.locator("[data-stage]").bounding_box()
    assert stage is not None
    assert stage["width"] > LARGE
    photo = page.locator("[data-photo-image]")
    expect(photo).to_have_js_property("naturalHeight", 1600)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def confirm_edit_and_drop(leader: Desk) -> None:
    """Each key asks what a mouse would be asked; the next open one is on."""
    page, dialog = leader.page, leader.dialog()
    page.keyboard.press("y")
    expect(leader.problem(FIRST)).to_contain_text("组长已确认")
    expect(leader.problem(SECOND)).to_have_class(re.compile(r"\bon\b"))
    page.keyboard.press("e")
    dialog.get_by_label("问题标题").fill(EDITED)
    dialog.get_by_role("button", name="保存并确认").click()
    expect(leader.problem(EDITED)).to_contain_text("组长已确认")
    expect(leader.problem(THIRD)).to_have_class(re.compile(r"\bon\b"))
    page.keyboard.press("n")
    dialog.get_by_label("原因").fill(DROPPED)
    dialog.get_by_role("button", name="不予认定").click()
    expect(leader.problem(THIRD)).to_contain_text(DROPPED)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rv-foot")).to_contain_text("已提交")


def accept_with_a_unit(reviewer: Desk, typed: str, unit: str) -> str:
    """Pick a unit and accept; give the number that is shown."""
    dialog = reviewer.dialog()
    reviewer.page.keyboard.press("y")
    dialog.locator("#unit-search").fill(typed)
    dialog.get_by_text(unit).click()
    dialog.get_by_role("button", name="认定").click()
    number = reviewer.problem(FIRST).locator(".code")
    expect(number).to_have_text(re.compile(r"^JF26-371424-\d{8}-\d{4}$"))
    return number.inner_text()


def hand_back(reviewer: Desk) -> None:
    reviewer.problem(EDITED).click()
    reviewer.page.keyboard.press("n")
    dialog = reviewer.dialog()
    dialog.locator("textarea").fill(HANDED_BACK)
    dialog.get_by_role("button", name="退回组长").click()
    expect(reviewer.problem(EDITED)).to_contain_text(HANDED_BACK)


def ledger_of(office, filled):
    """List what counts of one submission."""
    mine = {finding.id for finding in office.findings(filled.instance_id)}
    return [one for one in office.person("city").ledger() if one.id in mine]
