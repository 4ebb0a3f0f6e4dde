"""The ledger as it leaves the house, read again with other eyes."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from werkzeug.datastructures import MultiDict

from server.actions.access import SYSTEM, Actor, Held
from server.db import reading
from server.models import Part, Role
from server.reports import ledger
from server.reports.filters import BadFilter, LedgerFilter
from tests.actors.photos import photo
from tests.server.reports.stock import DAY

ALL = LedgerFilter()


def three(stock):
    """Two findings in Linyi by one team, one in Qihe by another, and two that do not
    count."""
    first, second = stock.submission(), stock.submission(stock.other)
    stock.finding(first, severity="major")
    stock.finding(first, category_code="A3.4", found_on=date(2026, 3, 14))
    stock.finding(
        second,
        county_code="371425000000",
        region_code="371425000000",
        title="＝牌子",
        description='=HYPERLINK("http://x","y")\x0b 超范围挂牌',
        responsible_unit_id=None,
        responsible_text="-某单位",
    )
    stock.finding(first, status="candidate", finding_no=None)
    stock.finding(first, status="in_review", finding_no=None)


def as_xlsx(app, stock, chosen=ALL, actor=SYSTEM):
    out = io.BytesIO()
    store = app.extensions["store"]
    ledger.write_xlsx(out, reading(), store, actor, stock.campaign, chosen, DAY)
    return out


def as_csv(stock, chosen=ALL, actor=SYSTEM):
    out = io.BytesIO()
    ledger.write_csv(out, reading(), actor, stock.campaign, chosen, DAY)
    text = out.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheet_of(content):
    return load_workbook(content).worksheets[0]


def rows_of(sheet):
    """Read the data rows: what stands between the headings and the total."""
    return [[c.value for c in row] for row in sheet.iter_rows(min_row=4)][:-1]


def test_the_columns_stand_in_the_order_of_the_domain_study(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(three)))
    assert [cell.value for cell in sheet[3]] == [c.heading for c in ledger.COLUMNS]
    assert len(ledger.COLUMNS) == 40


def test_only_what_counts_is_in_and_the_total_says_how_much(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(three)))
    assert [row[0] for row in rows_of(sheet)] == [1, 2, 3]
    last = sheet[sheet.max_row]
    assert (last[0].value, last[1].value) == ("合计", 3)


def test_title_head_paper_and_filter_are_as_offices_expect(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(three)))
    assert sheet["A1"].value == "减负专项整治问题台账"
    assert sheet["A1"].font.size == 22
    assert "A1:AN1" in [str(merged) for merged in sheet.merged_cells.ranges]
    assert "填报单位：德州市察访工作专班" in sheet["A2"].value
    assert "统计截止：2026-03-12 15:04" in sheet["A2"].value
    assert "单位：个" in sheet["A2"].value
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:AN6"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape",
        9,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第&P页 共&N页"


def test_codes_are_text_and_dates_are_dates(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(three)))
    code, day = sheet["G4"], sheet["Q4"]
    assert (code.value, code.data_type, code.number_format) == (
        "371424100000",
        "s",
        "@",
    )
    assert (day.is_date, day.value.isoformat()) == (True, "2026-03-12T00:00:00")
    assert day.number_format == "yyyy-mm-dd"


def test_nothing_that_people_wrote_is_a_formula(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(three)))
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    said = rows_of(sheet)[2]
    assert said[8] == '=HYPERLINK("http://x","y")  超范围挂牌'
    assert said[20] == "-某单位"


def test_a_text_that_no_row_can_hold_shows_its_beginning(app, fill):
    def long(stock):
        submission = stock.submission()
        stock.finding(submission, description="先说要紧的。" * 300)
        stock.finding(submission, description="短。")

    sheet = sheet_of(as_xlsx(app, fill(long)))
    assert [sheet[f"I{row}"].alignment.vertical for row in (4, 5)] == ["top", "center"]
    assert sheet["C4"].alignment.vertical == "center"


def test_csv_has_the_same_rows_guarded(fill):
    rows = as_csv(fill(three))
    assert [row["序号"] for row in rows] == ["1", "2", "3"]
    assert rows[2]["问题描述"].startswith("'=HYPERLINK")
    assert rows[2]["责任单位"] == "'-某单位"
    assert rows[0]["发现时间"] == "2026-03-12"


def test_csv_begins_with_the_mark_that_spreadsheets_look_for(fill):
    out = io.BytesIO()
    stock = fill(three)
    ledger.write_csv(out, reading(), SYSTEM, stock.campaign, ALL, DAY)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")


def test_an_empty_ledger_says_so_and_has_a_total_of_none(app, fill):
    sheet = sheet_of(as_xlsx(app, fill(lambda stock: None)))
    assert sheet["A4"].value == "（没有符合条件的问题）"
    assert "A4:AN4" in [str(merged) for merged in sheet.merged_cells.ranges]
    assert [cell.value for cell in sheet[5]][:2] == ["合计", 0]


def folded(sheet):
    """Name the columns that are folded away, one click from open."""
    groups = sheet.column_dimensions.values()
    away = [g for g in groups if g.hidden and g.outlineLevel == 1]
    return [
        sheet.cell(3, place).value for g in away for place in range(g.min, g.max + 1)
    ]


def test_columns_of_later_steps_are_folded_away_while_they_are_empty(app, fill):
    away = folded(sheet_of(as_xlsx(app, fill(three))))
    assert away[:2] == ["根源层级", "线索编号"]
    assert away[-1] == "备注"
    assert not {"问题编号", "问题描述", "村（社区）", "责任单位", "状态"} & {*away}


def test_a_column_that_holds_something_stands_open(app, fill):
    def noted(stock):
        stock.finding(stock.submission(), note="移交时已口头说明")

    assert "备注" not in folded(sheet_of(as_xlsx(app, fill(noted))))


def pictured(app, released):
    """Tell of a finding with two photos, of which these were released."""

    def tell(stock):
        finding = stock.finding(stock.submission())
        for name in ("a", "b"):
            small = photo(f"{name}.jpg", 64).content
            app.extensions["store"].put_derived(
                stock.campaign.room, name * 64, "thumb-480", small
            )
            let = name in released
            stock.evidence(finding, f"{name}.jpg", name * 64, is_released=let)

    return tell


@pytest.mark.parametrize(
    ("released", "shown", "told"),
    [("", 0, "佐证2张未放行"), ("b", 1, "佐证1张未放行"), ("ab", 1, None)],
)
def test_only_released_photos_leave_and_the_rest_is_said(
    app, fill, released, shown, told
):
    out = as_xlsx(app, fill(pictured(app, released)))
    sheet = sheet_of(out)
    assert sheet["S4"].value == 2
    assert sheet.cell(sheet.max_row, 19).value == 2
    assert sheet["AN4"].value == told
    media = [n for n in zipfile.ZipFile(out).namelist() if "media" in n]
    assert len(media) == shown


def test_the_last_follow_up_and_every_leading_unit_stand_in_their_columns(fill):
    def told(stock):
        finding = stock.finding(stock.submission(), status="rectifying")
        stock.rectification(finding, Part.LEAD)
        stock.follow_up(finding, "part", DAY - timedelta(days=2))
        stock.follow_up(finding, "full", DAY - timedelta(days=1))
        stock.follow_up(finding, "rebound", DAY + timedelta(days=1))

    [row] = as_csv(fill(told))
    assert (row["牵头单位"], row["回头看结论"]) == ("临邑县信访局", "整改到位")


@pytest.mark.parametrize(
    ("status", "far", "words"),
    [
        ("rectifying", "40", "已召开专题会"),
        ("reported", "100", "已全部取消"),
        ("pending_notice", "100", "已全部取消"),
        ("closed", "100", "已全部取消"),
    ],
)
def test_what_is_reported_done_is_all_of_it(fill, status, far, words):
    def noted(stock):
        finding = stock.finding(stock.submission(), status=status)
        told = {"reported_at": DAY - timedelta(days=1), "report": "已全部取消"}
        owed = stock.rectification(finding, Part.LEAD, **told)
        stock.note(owed, "已召开专题会", 40)

    [row] = as_csv(fill(noted))
    assert (row["进度 %"], row["整改进展"]) == (far, words)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"county": "371424000000"}, 2),
        ({"county": "371400000000"}, 3),
        ({"category": "A3"}, 1),
        ({"category": "A1.1"}, 2),
        ({"severity": "major"}, 1),
        ({"team": "DZ-08"}, 1),
        ({"unit": "U1"}, 2),
        ({"found_from": "2026-03-13"}, 1),
        ({"found_to": "2026-03-13"}, 2),
        ({"text": "超范围"}, 1),
        ({"text": "%"}, 0),
        ({"text": "\0'\"; DROP"}, 0),
        ({"team": "DZ-99"}, 0),
    ],
)
def test_a_filter_chooses(fill, query, numbers):
    rows = as_csv(fill(three), LedgerFilter.read(MultiDict(query)))
    assert len(rows) == numbers


@pytest.mark.parametrize("sort", ["number", "category", "severity", "found", "team"])
def test_sorting_down_is_sorting_up_reversed_for_what_differs(fill, sort):
    stock = fill(three)
    up = as_csv(stock, LedgerFilter.read({"sort": sort}))
    down = as_csv(stock, LedgerFilter.read({"sort": sort, "descending": "1"}))
    key = {
        "number": "问题编号",
        "category": "问题类别",
        "severity": "严重程度",
        "found": "发现时间",
        "team": "察访组",
    }[sort]
    assert [r[key] for r in down] == [r[key] for r in up][::-1]


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "id; DROP"},
        {"found_from": "yesterday"},
        {"severity": "worst"},
        {"county": "3" * 40},
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(query):
    with pytest.raises(BadFilter):
        LedgerFilter.read(query)


def test_a_filter_is_said_in_words_and_goes_back_into_a_link(fill):
    stock = fill(three)
    query = {"county": "371424000000", "category": "A1", "severity": "major"}
    chosen = LedgerFilter.read(query)
    said = chosen.sentence(reading(), SYSTEM, stock.campaign, "zh")
    assert said == "县（市、区）：临邑县；问题类别：A1 指尖负担；严重程度：严重"
    assert chosen.query() == query
    assert LedgerFilter().sentence(reading(), SYSTEM, stock.campaign, "zh") == "全部"


def test_a_team_exports_its_own_and_a_county_its_own(fill):
    stock = fill(three)
    held = Held(Role.TEAM_LEADER, stock.campaign.id, team_id=stock.other.id)
    leader = Actor(1, None, "leader", (held,))
    county = Actor(
        2, None, "county", (Held(Role.OFFICE, stock.campaign.id, "371424000000"),)
    )
    stranger = Actor(3, None, "stranger", ())
    assert len(as_csv(stock, actor=leader)) == 1
    assert len(as_csv(stock, actor=county)) == 2
    assert as_csv(stock, actor=stranger) == []


def test_a_filter_does_not_tell_the_name_of_another_team(fill):
    stock = fill(three)
    held = Held(Role.TEAM_LEADER, stock.campaign.id, team_id=stock.other.id)
    leader = Actor(1, None, "leader", (held,))
    for team, said in (("DZ-08", "德州-08"), ("DZ-07", "DZ-07"), ("none", "none")):
        words = LedgerFilter(team=team).words(reading(), leader, stock.campaign, "zh")
        assert words == [("察访组", said)]


def test_the_file_is_named_for_the_campaign_the_choice_and_the_day(fill):
    stock = fill(three)
    chosen = LedgerFilter(team="DZ-07")
    name = ledger.name_of_file(reading(), SYSTEM, stock.campaign, chosen, DAY, "xlsx")
    assert name == "减负专项整治_问题台账_德州-07_20260312.xlsx"
