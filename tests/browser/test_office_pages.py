"""What the office sets up: forms, lists, phones."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.console.pages.codes import drawn
from sync.enrolment import settings_qr
from tests.actors.tables import workbook
from tests.browser.sheets import FORM, TITLE

pytestmark = pytest.mark.browser
WRONG_RULE = """
findings
| rule | when         | category | severity | title |
| T01  | roof='yes'   | A1.1 强制 | serious  | 没有  |
"""
UNITS = (
    "code,name,region_code\nLY-GA,临邑县公安局,371424000000\nLY-XX,某局,999999000000\n"
)


@pytest.fixture
def office(desk):
    someone = desk("city")
    yield someone
    someone.watch.assert_quiet()


def test_a_form_with_a_mistake_is_refused_by_sheet_row_and_column(desk):
    office = desk("city")
    office.go("forms")
    before = office.page.locator("tbody").last.inner_text()
    send_workbook(office, workbook(FORM + WRONG_RULE))
    troubles = office.page.locator(".troubles")
    expect(troubles).to_contain_text("findings")
    expect(troubles).to_contain_text("roof")
    row = troubles.locator("tbody tr").first.locator("td").all_inner_texts()
    assert row[:2] == ["findings", "2"]
    assert office.page.locator("tbody").last.inner_text() == before
    # The refusal itself is the one answer that is no page of success.
    office.watch.assert_quiet(failing=True)


def test_a_form_without_a_mistake_is_published(office, house):
    office.go("forms")
    send_workbook(office, workbook(FORM.replace("| traps   |", "| fresh   |")))
    expect(office.page.get_by_role("heading", name=TITLE)).to_be_visible()
    house.office.withdraw("fresh")


def test_a_day_is_written_the_same_whatever_the_browser_speaks(office):
    office.go("ledger")
    office.page.locator("summary", has_text="条件").click()
    day = office.page.get_by_label("发现时间自")
    day.fill("2026-02-31")
    day.press("Tab")
    assert not day.evaluate("day => day.checkValidity()"), "there is no such day"
    day.fill("2026/3/1")
    day.press("Tab")
    expect(day).to_have_value("2026-03-01")
    office.page.get_by_role("button", name="应用").click()
    expect(office.page.locator(".chip", has_text="2026-03-01")).to_be_visible()


def test_an_import_is_tried_first_and_names_the_rows_that_are_wrong(
    office, house, tmp_path
):
    table = tmp_path / "units.csv"
    table.write_text(UNITS, encoding="utf-8")
    office.go("imports/units")
    face = office.page.locator("[data-file-names]")
    expect(face).to_have_text("选择文件，或拖到这里")
    office.page.get_by_label("文件").set_input_files(str(table))
    expect(face).to_have_text(table.name)
    office.page.get_by_role("button", name="试运行").click()
    report = office.page.locator("#report")
    expect(report).to_contain_text("有 1 处错误，未导入任何内容")
    assert report.locator("tbody tr td.num").first.inner_text() == "3"
    office.page.get_by_role("button", name="导入").click()
    expect(report).to_contain_text("未导入任何内容")
    good = tmp_path / "good.csv"
    good.write_text(UNITS.rpartition("LY-XX")[0], encoding="utf-8")
    office.page.get_by_label("文件").set_input_files(str(good))
    office.page.get_by_role("button", name="试运行").click()
    expect(report).to_contain_text("试运行：没有错误")
    assert office.page.locator(".tab[aria-current] .count").inner_text() == "4"
    office.page.get_by_role("button", name="导入").click()
    expect(report).to_contain_text("已导入")
    assert house.office.unit("LY-GA").name == "临邑县公安局"


def test_a_phone_is_brought_in_by_the_code_on_the_page(office, house, phone):
    open_team(office, "德州-07组")
    office.page.get_by_role("button", name="生成察访手机端二维码").click()
    link = office.page.get_by_label("不能扫码时").input_value()
    assert shown_code(office) == drawn_code(link)
    phone.enrol(link, "新手机")
    open_team(office, "德州-07组")
    expect(office.page.locator("#phones")).to_contain_text("新手机")


def test_collect_is_set_up_by_the_code_on_the_page(office, house):
    open_team(office, "德州-07组")
    office.page.get_by_text("用 ODK Collect 填报").click()
    office.page.get_by_label("手机名称").fill("红米 Note 12")
    office.page.get_by_role("button", name="生成 Collect 设置码").click()
    link = office.page.get_by_label("不能扫码时").input_value()
    assert link.startswith(f"{house.url}/v1/key/")
    assert shown_code(office) == drawn_code(settings_qr(link, "减负专项察访"))
    listed = office.page.request.get(
        f"{link}/formList", headers={"X-OpenRosa-Version": "1.0"}
    )
    assert "plaque_audit" in listed.text()


def open_team(office, name: str) -> None:
    office.go("teams")
    office.page.get_by_role("link", name=name).click()


def send_workbook(office, content: bytes) -> None:
    book = {
        "name": "form.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": content,
    }
    office.page.get_by_label("工作簿").set_input_files(book)
    office.page.get_by_role("button", name="检查并发布").click()


def shown_code(office) -> str:
    return office.page.locator(".qr-picture path").last.get_attribute("d") or ""


def drawn_code(text: str) -> str:
    return str(drawn(text)).rpartition(' d="')[2].partition('"')[0]
