"""The ledger on screen, and the same numbers when it is taken away."""

from __future__ import annotations

import csv
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.actors.world import BIAOBAISI, QIHE
from tests.browser.findings import accept_all, send_apps

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"^JF26-\d{6}-\d{8}-\d{4}$")
THERE = {"county": QIHE, "town": BIAOBAISI}


@pytest.fixture(scope="module")
def kept(house, gallery):
    """Bring six findings of two counties into the ledger."""
    here = send_apps(house, gallery, "DZ07", "孟寺镇政府")
    there = send_apps(house, gallery, "DZ01", "表白寺镇政府", **THERE)
    return {
        "371424": accept_all(house, here, "DZ07", "LY-DSJ"),
        "371425": accept_all(house, there, "DZ01", "QH-DSJ"),
    }


@pytest.fixture
def office(desk, kept):
    someone = desk("city")
    someone.go("ledger")
    yield someone
    someone.watch.assert_quiet()


def lines(office):
    return office.page.locator("tbody td.lead")


def numbers(office) -> list[str]:
    return lines(office).all_inner_texts()


def test_it_is_filtered_sorted_and_exported_as_it_stands(office, house, kept):
    counted = [finding.finding_no for finding in house.office.person("city").ledger()]
    assert sorted(numbers(office)) == sorted(counted)
    office.page.locator("summary", has_text="条件").click()
    office.page.get_by_label("县（市、区）").select_option(QIHE)
    apply = office.page.get_by_role("button", name="应用")
    office.page.set_viewport_size({"width": 1366, "height": 640})
    expect(apply).to_be_in_viewport(ratio=1)
    apply.click()
    expect(office.page.locator(".chip", has_text="齐河县")).to_be_visible()
    expect(lines(office)).to_have_text(kept["371425"])
    office.page.get_by_role("link", name="问题编号").click()
    expect(office.page.locator("th[aria-sort]")).to_have_attribute(
        "aria-sort", re.compile("ascending|descending")
    )
    office.page.get_by_role("link", name="问题编号").click()
    expect(office.page.locator("th[aria-sort=descending]")).to_be_visible()
    expect(lines(office)).to_have_text(kept["371425"][::-1])

    assert from_xlsx(office.download("xlsx")) == numbers(office)
    assert from_csv(office.download("csv")) == numbers(office)
    office.page.locator(".chip", has_text="齐河县").click()
    expect(office.page.locator("tbody tr")).to_have_count(len(counted))
    assert from_xlsx(office.download("xlsx")) == numbers(office)


def test_a_line_opens_to_its_finding_with_photos(office, kept):
    (number, *_) = kept["371424"]
    office.page.get_by_role("link", name=number).click()
    expect(office.page.get_by_text(number).first).to_be_visible()
    photo = office.page.locator(".fd-photos img").first
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("photo => photo.naturalWidth") > 0
    expect(office.page.locator(".timeline")).to_contain_text("认定")


def test_it_speaks_english_when_asked(office):
    office.page.get_by_role("button", name="English").click()
    expect(office.page.locator("html")).to_have_attribute("lang", "en")
    expect(office.page.get_by_role("heading", level=1)).to_have_text(
        re.compile("[Ll]edger")
    )
    office.page.wait_for_load_state()
    shown = office.page.locator("thead tr").last.inner_text()
    assert not re.search(r"[一-鿿]", shown), shown


def test_the_leader_of_another_team_finds_nothing_there(desk, house, kept):
    """Rows, the pages of a submission and of a finding, and its photographs."""
    finding = next(
        f
        for f in house.office.person("city").ledger()
        if f.finding_no == kept["371425"][0]
    )
    submission = next(
        s for s in house.office.submissions() if s.id == finding.submission_id
    )
    photo = house.office.files(submission.instance_id)[0]
    leader = desk("leader07")
    leader.go("ledger")
    assert not set(numbers(leader)) & set(kept["371425"])
    for path in (f"submissions/{submission.key}", f"findings/{finding.key}"):
        assert leader.go(path) == 404
        expect(leader.page.get_by_role("link", name="回首页")).to_be_visible()
    answer = leader.page.goto(f"{house.url}/photos/{photo.key}")
    assert answer is not None
    assert answer.status == 404
    leader.watch.assert_quiet(failing=True)


def from_xlsx(path) -> list[str]:
    """Read the numbers of the findings from a workbook, wherever they stand."""
    sheet = load_workbook(path).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    return [cell for cell in cells if NUMBER.match(cell)]


def from_csv(path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            cell for line in csv.reader(lines) for cell in line if NUMBER.match(cell)
        ]
