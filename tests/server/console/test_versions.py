"""Versions of a form at the console: tried, side by side, closed with a reason."""

from __future__ import annotations

import io

import pytest

from server.models import Form, FormVersion
from tests.actors.forms import VISIT, VISIT_2
from tests.actors.tables import workbook
from tests.server.console.clerk import text

LATER = VISIT_2.replace("| Minutes |", "| 每日用时 |")
LATER = LATER.replace("| issuer      |", "| unit_said   |").replace(
    "| text                             | issuer    | Issuer  |",
    "| text                             | unit_said | 说法    |",
)
OTHER_TYPE = VISIT_2.replace(
    "| integer                          | minutes", "| date | minutes"
)


@pytest.fixture
def place(office):
    office.publish(VISIT)
    with office.reading() as session:
        return f"/forms/{session.query(Form).one().key}"


def sent(tables):
    return io.BytesIO(workbook(tables)), "察访2.xlsx"


def test_two_versions_stand_side_by_side_with_their_notes(clerk, place):
    city = clerk("city")
    notes = "按省里口径改用时一题"
    assert notes in city.done("/forms", workbook=sent(LATER), notes=notes)
    page = city.read(f"{place}/differences")
    for told in (
        "1 → 2",
        "Minutes",
        "每日用时",
        "新增 题目 unit_said",
        "去掉 题目 issuer",
    ):
        assert told in page
    assert "题目、选项、逻辑和规则都相同" in city.read(
        f"{place}/differences", before="2", after="2"
    )


def test_a_form_of_one_version_has_nothing_beside_it(clerk, place):
    assert clerk("city").open(f"{place}/differences").status_code == 404


def test_a_workbook_is_tried_and_nothing_is_published(clerk, office, place):
    city = clerk("city")
    before = office.dump()
    answer = city.send("/forms/trial", workbook=sent(LATER))
    page = text(answer)
    assert answer.status_code == 200
    for told in ("可以发布", "与现行版本相比", "每日用时"):
        assert told in page
    assert office.dump() == before


def test_another_type_is_refused_with_the_reason_in_the_trial_and_in_earnest(
    clerk, office, place
):
    city = clerk("city")
    why = "“minutes”在版本 1 里是 integer，现在是 date"
    assert why in text(city.send("/forms/trial", workbook=sent(OTHER_TYPE)))
    answer = city.send("/forms", workbook=sent(OTHER_TYPE))
    assert answer.status_code == 409
    assert why in text(answer)
    with office.reading() as session:
        assert session.query(FormVersion).count() == 1


def test_what_else_stands_against_a_workbook_is_told_in_the_trial(clerk, place):
    changed = VISIT.replace("| Minutes |", "| 每日用时 |")
    page = text(clerk("city").send("/forms/trial", workbook=sent(changed)))
    assert "版本 1 已发布且内容不同" in page


def test_a_broken_workbook_is_told_by_row_in_the_trial(clerk, place):
    broken = VISIT.replace("minutes>=60", "minuets>=60")
    answer = clerk("city").send("/forms/trial", workbook=sent(broken))
    assert answer.status_code == 422
    assert "minuets" in text(answer)


def test_a_form_is_closed_with_a_reason_that_its_page_keeps(clerk, office, place):
    city = clerk("city")
    assert city.send(f"{place}/close").status_code == 422
    page = city.done(f"{place}/close", reason="本轮察访结束")
    assert "停止填报 本轮察访结束" in page
    page = city.done(f"{place}/withdraw", reason="发错了版本")
    assert "撤回 发错了版本" in page
    page = city.done(f"{place}/reopen", reason="省里要求补报")
    assert "恢复填报 省里要求补报" in page
    assert "停止填报 本轮察访结束" in page


def test_who_may_not_manage_forms_tries_and_compares_nothing(clerk, place):
    leader = clerk("leader07")
    assert leader.send("/forms/trial", workbook=sent(LATER)).status_code in (403, 404)
    assert leader.open(f"{place}/differences").status_code in (403, 404)


LISTED = """
survey
| type | name | label |
| select_one_from_file kept.csv | kept | 保留 |
| image | shot | 照片 |
settings
| form_id | version |
| listed | 1 |
"""


def beside(content):
    return io.BytesIO(content), "kept.csv"


def test_a_list_that_is_no_table_is_refused_by_row_and_nothing_is_published(
    clerk, office
):
    city = clerk("city")
    before = office.dump()
    unclosed = b'name,label\na,A\nb,"B\n'
    for way in ("/forms", "/forms/trial"):
        answer = city.send(way, workbook=sent(LISTED), lists=beside(unclosed))
        assert answer.status_code == 422
        assert "kept.csv 3 — 从这一行起有一个引号没有收尾" in text(answer)
    assert office.dump() == before


def test_a_warning_is_kept_with_its_code_and_place_and_older_ones_stay_readable(
    clerk, office
):
    city = clerk("city")
    good = beside(b"name,label\na,A\n")
    page = city.done("/forms", workbook=sent(LISTED), lists=good)
    assert "没有写 max-pixels" in page
    with office.writing() as session:
        version = session.query(FormVersion).one()
        (kept,) = (w for w in version.warnings if w["code"] == "lint_pixels")
        assert kept.pop("zh") != kept.pop("en")
        place = {"sheet": "survey", "row": 3, "column": "parameters"}
        assert kept == {"code": "lint_pixels", **place}
        version.warnings = [{"zh": "从前的提醒", "en": "Told before"}, "更早的提醒"]
        address = f"/forms/{session.query(Form).one().key}/versions"
    page = city.read(address)
    assert "从前的提醒" in page
    assert "更早的提醒" in page


def test_a_version_is_handed_out_on_paper_to_who_manages_forms(clerk, place):
    city = clerk("city")
    page = city.open(f"{place}/versions").text
    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        assert f"{place}/1/paper.{ending}" in page
        answer = city.open(f"{place}/1/paper.{ending}")
        assert answer.status_code == 200
        assert answer.data.startswith(begins)
    assert city.open(f"{place}/1/paper.exe").status_code == 404
    assert city.open(f"{place}/9/paper.pdf").status_code == 404
    assert clerk("leader07").open(f"{place}/1/paper.pdf").status_code == 404


def test_a_version_that_came_as_an_xform_says_that_it_has_no_workbook(
    clerk, office, place
):
    with office.reading() as session:
        xform = session.query(FormVersion).one().xform
    later = xform.replace(b'version="1"', b'version="2"')
    city = clerk("city")
    page = city.done("/forms", workbook=(io.BytesIO(later), "form.xml"))
    assert "没有 XLSX" in page
    assert "没有 XLSX" not in city.read(f"{place}/versions", version="1")
