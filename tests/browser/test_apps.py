"""The second form of the story, filled on the phone until it is home."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import answers
from tests.browser.answers import APPS, SHOT
from tests.browser.photos import hashes, sha256

pytestmark = pytest.mark.browser


def test_an_app_with_its_screenshot_becomes_candidates(phone, house, gallery):
    office = house.office
    visit = office.issue_visit("DZ07", "孟寺镇政府", "app_burden")
    phone.enrol(house.link(office.invite("DZ07"))).ready(APPS)
    phone.offline()
    phone.page.locator("article .fm", has_text=APPS).click()
    answers.visit(phone, "乡镇（街道）机关", "孟寺镇政府")
    phone.next()
    phone.write("在岗工作人员数", "40")
    phone.write("访谈干部人数", "41")
    expect(phone.question("访谈干部人数").get_by_role("alert")).to_be_visible()
    phone.write("访谈干部人数", "4")
    phone.next()
    answers.one_app(phone, gallery)
    expect(phone.thumbs(SHOT)).to_have_count(1)
    phone.next()
    expect(phone.page.locator(".note.is-doing")).to_contain_text("75分钟")
    phone.next()
    answers.closing(phone)
    phone.finalise()
    phone.online()
    phone.await_delivered(APPS)

    (item,) = phone.items()
    house.await_jobs()
    assert office.visit_of(item["instanceId"]).key == visit
    found = {
        one.rule
        for one in office.findings(item["instanceId"])
        if one.status == "candidate"
    }
    assert found == {"A01", "A03", "A13"}
    files = office.files(item["instanceId"])
    assert [sha256(office.bytes_of(f)) for f in files] == hashes(gallery.screen("app"))
    phone.watch.assert_quiet(failing=True)
