"""The office's sheets, read again: the same choice everywhere, and sums that agree."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms.distinct import from_json as distinct_rows
from forms.distinct import named
from server.actions import mentions, things
from server.actions.access import SYSTEM, Actor, Held
from server.db import reading
from server.models import Part, RectificationMeasure, Role, Thing
from server.reports import distinct
from server.reports.distinct_filter import DistinctFilter
from server.reports.filters import LedgerFilter
from server.reports.sheets import bound
from server.reports.wanted import Wanted
from tests.actors.tables import compiled
from tests.server.reports.stock import DAY

ALL = LedgerFilter()
LATER = DAY + timedelta(hours=2)
QIHE = {"county_code": "371425000000", "region_code": "371425000000"}
SHEETS = [
    "说明",
    "问题台账",
    "整改清单",
    "责任清单",
    "按地区",
    "按类别",
    "按来源",
    "按察访组",
    "根源层级",
    "周进度",
    "政务应用清单",
    "挂牌清单",
]


def several(stock):
    """Six that count in two counties, by two teams, in three states, one of them
    late; a candidate and one that was cleared."""
    first, second = stock.submission(), stock.submission(stock.other)
    late = {"status": "rectifying", "due_on": date(2026, 3, 1)}
    stock.finding(first, severity="major", root_level="county", **late)
    stock.finding(first, category_code="A3.4", instrument="onspot", source="tour")
    done = stock.finding(first, status="closed", closed_at=DAY, responsible_post="局长")
    stock.finding(second, category_code="Z9", responsible_unit_id=None, **QIHE)
    stock.finding(second, root_level="province", **QIHE)
    above = {"region_code": "371400000000", "county_code": None}
    overseen = stock.finding(second, **above)
    stock.rectification(overseen, Part.OVERSEE)
    stock.finding(first, status="candidate", finding_no=None)
    stock.finding(first, status="cleared")
    owed = stock.rectification(done, Part.LEAD)
    stock.session.add(
        RectificationMeasure(
            campaign_id=stock.campaign.id,
            rectification_id=owed.id,
            text="修订上线审批办法",
            scope="area",
            horizon="long_term",
            planned_at=DAY - timedelta(days=3),
            done_at=DAY - timedelta(days=1),
        )
    )


def taken(app, stock, chosen=ALL, actor=SYSTEM):
    """Take the bound ledger, and read its sheets as lists of rows by heading."""
    out = io.BytesIO()
    wanted = Wanted(reading(), actor, stock.campaign, chosen, LATER)
    bound.write(out, wanted, app.extensions["store"])
    return {page.title: page for page in load_workbook(out)}


def rows(page):
    heads = [cell.value for cell in page[3]]
    values = page.iter_rows(min_row=4, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in values]


def sums(page):
    return rows(page)[-1]


def test_one_workbook_holds_all_sheets_under_one_head(app, fill):
    pages = taken(app, fill(several), LedgerFilter(county="371400000000"))
    assert list(pages) == SHEETS
    heads = {page["A2"].value for name, page in pages.items() if name != "挂牌清单"}
    assert len(heads) == 1
    assert "县（市、区）：德州市" in heads.pop()
    assert all("减负专项整治" in page["A1"].value for page in pages.values())
    assert all(page.freeze_panes == "A4" for page in pages.values())


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (ALL, 6),
        (LedgerFilter(team="DZ-08"), 3),
        (LedgerFilter(county="371424000000"), 3),
        (LedgerFilter(status="closed"), 1),
        (LedgerFilter(text="没有这个"), 0),
    ],
)
def test_every_table_of_sums_agrees_with_the_ledger(app, fill, chosen, found):
    pages = taken(app, fill(several), chosen)
    ledger = sums(pages["问题台账"])
    assert ledger["问题编号"] == found
    assert sums(pages["整改清单"])["问题编号"] == found
    totals = {
        "责任清单": "问题数",
        "按地区": "问题数",
        "按类别": "问题数",
        "按来源": "问题数",
        "按察访组": "认定问题",
        "根源层级": "合计",
    }
    assert {sums(pages[name])[head] for name, head in totals.items()} == {found}
    for name in ("按地区", "按类别"):
        parts = [row for row in rows(pages[name])[:-1] if "小计" not in row.values()]
        assert sum(row["问题数"] for row in parts) == found
    if found:
        assert sums(pages["周进度"])["累计认定"] == found


def test_regions_have_subtotals_and_rows_of_nought_in_code_order(app, fill):
    page = taken(app, fill(several))["按地区"]
    told = [(row["县（市、区）"], row["问题数"], row["超期"]) for row in rows(page)]
    assert told == [
        ("小计", 6, 1),
        ("临邑县", 3, 1),
        ("齐河县", 2, 0),
        ("本级", 1, 0),
        (None, 6, 1),
    ]


def test_all_twenty_categories_are_printed_and_what_is_in_none(app, fill):
    page = taken(app, fill(several))["按类别"]
    kinds = [row for row in rows(page) if row["问题方面"] is None]
    assert len(kinds) == 21
    assert (kinds[-1]["问题类别"], kinds[-1]["问题数"]) == ("未列入分类", 1)
    assert sum(row["问题数"] == 0 for row in kinds) == 18


def test_five_sources_are_always_printed(app, fill):
    page = taken(app, fill(several))["按来源"]
    assert [(row["问题来源"], row["问题数"]) for row in rows(page)] == [
        ("信访举报", 0),
        ("专项察访", 5),
        ("大数据梳理", 0),
        ("职能部门移送", 0),
        ("巡视巡察反馈", 1),
        ("合计", 6),
    ]


def test_where_it_shows_stands_against_where_it_is_rooted(app, fill):
    page = taken(app, fill(several))["根源层级"]
    told = {row["表现层级 ＼ 根源层级"]: row for row in rows(page)}
    assert told["表现在县级"]["根源在省级"] == 1
    assert told["表现在乡级"]["根源在县级"] == 1
    assert (told["表现在市级"]["合计"], told["合计"]["根源未定"]) == (1, 4)


def test_a_unit_answers_for_some_and_oversees_others(app, fill):
    page = taken(app, fill(several))["责任清单"]
    main, oversees, nobody, total = rows(page)
    assert (main["问题数"], main["责任领导（职务）"], main["制度成果（项）"]) == (
        5,
        "局长",
        1,
    )
    assert (oversees["责任"], oversees["问题数"]) == ("监管责任", 1)
    assert (nobody["单位"], nobody["问题数"]) == ("（责任单位未定）", 1)
    assert (total["立行立改"], total["整改中"], total["已销号"]) == (1, 5, 1)


def test_teams_stand_by_their_codes_without_a_rank(app, fill):
    page = taken(app, fill(several))["按察访组"]
    assert [row["组代码"] for row in rows(page)] == ["DZ-07", "DZ-08", "合计"]
    assert [cell.value for cell in page[3]][3:5] == ["点位（个）", "填报（份）"]


def test_the_first_sheet_says_what_was_left_out(app, fill):
    def told(stock):
        several(stock)
        held = stock.finding(stock.submission())
        stock.evidence(held, "a.jpg", "a" * 64)
        stock.evidence(held, "b.jpg", "b" * 64, is_released=True)

    pages = taken(app, fill(told))
    said = {row["事项"]: row["内容"] for row in rows(pages["说明"])}
    assert said["未计入：待确认和待审核"].startswith("1个")
    assert said["未计入：不属实"] == "1个"
    assert said["佐证照片"].startswith("共2张，其中1张未放行")
    assert said["统计截止"] == "2026-03-12 17:04"


def test_teams_that_are_not_named_are_in_the_sums_of_a_county(app, fill):
    stock = fill(several)
    held = Held(Role.OFFICE, stock.campaign.id, "371425000000")
    pages = taken(app, stock, actor=Actor(2, None, "county", (held,)))
    told = [(row["察访组"], row["认定问题"]) for row in rows(pages["按察访组"])]
    assert told == [("其他组", 2), (None, 2)]
    assert sums(pages["按地区"])["问题数"] == 2
    assert "填报单位：齐河县察访工作专班" in pages["按察访组"]["A2"].value


def test_who_sees_one_county_gets_no_row_of_another(app, fill):
    stock = fill(several)
    held = Held(Role.OFFICE, stock.campaign.id, "371424000000")
    pages = taken(app, stock, actor=Actor(2, None, "county", (held,)))
    named = [row["县（市、区）"] for row in rows(pages["按地区"])]
    assert named == ["小计", "临邑县", None]
    assert "齐河" not in str([rows(page) for page in pages.values()])


AUDIT = """
survey
| type | name | label |
| select_one_from_file regions.csv | county | 县 |
| text | site_name | 单位 |
| select_multiple kept | kept_out | 外 |
| select_multiple kept | kept_in | 内 |
| begin_repeat | plaque | 牌子 |
| text | p_text | 牌面 |
| select_one keep | p_keep | 处置 |
| select_one yn | p_removed | 现场整改 |
| end_repeat | | |
choices
| list_name | name | label |
| kept | party | 党 |
| kept | civil | 文明 |
| keep | remove | 摘除 |
| keep | keep | 保留 |
| yn | yes | 是 |
| yn | no | 否 |
settings
| form_id | form_title | version |
| plaque_audit | 挂牌核查 | 1 |
"""
BURDEN = """
survey
| type | name | label |
| select_one_from_file regions.csv | county | 县 |
| text | site_name | 单位 |
| begin_repeat | app | 应用 |
| text | app_name | 名称 |
| text | issuer_unit | 主办单位 |
| select_one kind | kind | 类型 |
| select_multiple forced | forced | 强制 |
| select_one yn | in_assess | 考核 |
| end_repeat | | |
choices
| list_name | name | label |
| kind | mini | 小程序 |
| forced | none | 无 |
| forced | login | 登录 |
| yn | yes | 是 |
| yn | no | 否 |
settings
| form_id | form_title | version |
| app_burden | 应用调查 | 1 |
distinct
| kind | each | name | issuer |
| app | app | app_name | issuer_unit |
"""


def test_the_last_audit_of_a_village_tells_its_plaques(app, fill):
    def told(stock):
        stock.publish(compiled(AUDIT))
        plaques = [
            {"p_text": "甲", "p_keep": "remove", "p_removed": "yes"},
            {"p_text": "乙", "p_keep": "remove", "p_removed": "no"},
            {"p_text": "丙", "p_keep": "keep", "p_removed": "no"},
        ]
        taken_in(stock, plaque=plaques[:1], kept_out="party")
        taken_in(stock, plaque=plaques, kept_out="party", kept_in="civil")
        stock.submission(plaque=plaques[:2])

    page = taken(app, fill(told))["挂牌清单"]
    village, total = rows(page)
    assert village["核查日期"].date() == date(2026, 3, 12)
    counted = (
        "清单内",
        "清单外",
        "处置：保留",
        "处置：摘除",
        "整治前数量",
        "整治后数量",
    )
    assert [village[name] for name in counted] == [2, 3, 1, 2, 5, 4]
    assert total["整治后数量"] == 4


def test_an_app_of_one_name_and_issuer_is_one_row_a_county(app, fill):
    def told(stock):
        stock.publish(compiled(BURDEN))
        same = {"issuer_unit": "临邑县大数据局", "kind": "mini", "in_assess": "no"}
        quiet = {**same, "app_name": "“网格 E通”", "forced": "none"}
        loud = {**same, "app_name": "网格e通", "forced": "login"}
        other = {**quiet, "issuer_unit": "临邑县民政局"}
        taken_in(stock, app=[quiet, other])
        taken_in(stock, app=[loud])
        stock.submission(app=[{**other, "app_name": "没有通过的"}])

    page = taken(app, fill(told))["政务应用清单"]
    *apart, _total = rows(page)
    told_ = [(row["主办单位"], row["强制使用"], row["列入考核"]) for row in apart]
    assert sorted(told_) == [
        ("临邑县大数据局", "是", "否"),
        ("临邑县民政局", "否", "否"),
    ]
    assert {row["类型"] for row in apart} == {"小程序"}


def test_apps_that_a_person_told_to_be_one_are_one_row(app, fill):
    def told(stock):
        stock.publish(compiled(BURDEN))
        by = {"issuer_unit": "临邑县大数据局"}
        names = ("网格e通", "网格通", "网格通")
        taken_in(stock, app=[{**by, "app_name": name} for name in names])
        things.unite(stock.session, SYSTEM, *stock.session.scalars(select(Thing)))

    stock = fill(told)
    found, _total = rows(taken(app, stock)["政务应用清单"])
    asked = DistinctFilter("app")
    (listed,) = distinct.rows(reading(), SYSTEM, stock.campaign, asked)
    assert (listed.name, listed.issuer) == (found["名称"], found["主办单位"])
    assert (found["名称"], found["使用乡镇数"]) == ("网格通", listed.towns)


def taken_in(stock, **answers):
    """Keep a filled form that was accepted, with what it names."""
    own = stock.submission(**answers)
    own.state = "accepted"
    counted = distinct_rows(stock.version.distinct)
    mentions.write(stock.session, {own.id: list(named(counted, own.answers))})


def test_a_kind_of_sheet_is_taken_alone_with_its_provenance(fill):
    stock = fill(several)
    out = io.BytesIO()
    wanted = Wanted(reading(), SYSTEM, stock.campaign, ALL, datetime.now(UTC))
    bound.write_alone(out, wanted, "summary")
    names = load_workbook(out).sheetnames
    assert names == ["说明", *SHEETS[4:10]]
