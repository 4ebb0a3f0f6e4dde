"""Submissions as sheets that lead to one another."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from server.actions.access import SYSTEM
from server.db import reading
from server.reports import submissions
from server.reports.answers import Words
from server.reports.submission_filter import SubmissionFilter
from tests.actors.photos import photo
from tests.server.reports.stock import DAY

ALL = SubmissionFilter()
#: The sheet of the form, and the one of its repeat.
MAIN, ROWS = "应用调查", "应用调查·应用"


def two(stock):
    """One submission with two rows, one of another team with one row."""
    stock.submission(
        loc="37.4341 116.3575 0 12",
        day="2026-03-11",
        staff="35",
        staff_twice="70",
        whys="a b",
        app=[
            {
                "app_name": "=cmd",
                "kind": "mini",
                "shot": (photo("1.jpg"), photo("2.jpg")),
            },
            {"app_name": "某应用", "kind": "app"},
        ],
    )
    stock.submission(stock.other, app=[{"app_name": "乙", "kind": "mini"}])


def written(stock, write, chosen=ALL, words=Words.LABELS):
    out = io.BytesIO()
    write(out, reading(), SYSTEM, stock.campaign, chosen, words, DAY)
    return out


def book_of(stock, **told):
    return load_workbook(written(stock, submissions.write_xlsx, **told))


def folded(sheet):
    away = [one for one in sheet.column_dimensions.values() if one.hidden]
    return [
        sheet.cell(3, place).value for g in away for place in range(g.min, g.max + 1)
    ]


def told(sheet):
    head = [cell.value for cell in sheet[3]]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_one_sheet_for_the_form_and_one_for_its_repeat(fill):
    book = book_of(fill(two))
    assert book.sheetnames == [MAIN, ROWS]
    assert [len(told(sheet)) for sheet in book.worksheets] == [2, 3]


def test_answers_are_labels_and_numbers_numbers(fill):
    row = told(book_of(fill(two))[MAIN])[0]
    assert row["县（市、区）"] == "临邑县"
    assert row["原因"] == "打卡；排名"
    assert row["人数"] == 35
    assert row["日期"].isoformat() == "2026-03-11T00:00:00"
    assert row["完成时间"].isoformat() == "2026-03-12T15:04:05"


def test_a_place_stands_in_both_systems_with_their_names(fill):
    row = told(book_of(fill(two))[MAIN])[0]
    assert (row["位置 经度 WGS-84"], row["位置 纬度 WGS-84"]) == (116.3575, 37.4341)
    assert row["位置 精度（米）"] == 12
    assert (row["位置 经度 GCJ-02"], row["位置 纬度 GCJ-02"]) == (116.363401, 37.434966)


def test_codes_when_codes_are_wanted(fill):
    row = told(book_of(fill(two), words=Words.CODES)[MAIN])[0]
    assert row["whys"] == "a b"
    assert row["county"] == "371424000000"


def test_sheets_lead_to_one_another(fill):
    book = book_of(fill(two))
    main, rows = book[MAIN], book[ROWS]
    head = [cell.value for cell in main[3]]
    count = head.index("应用（行）") + 1
    assert [main.cell(row, count).value for row in (4, 5)] == [2, 1]
    assert main["A1"].value == MAIN
    assert main.cell(5, count).hyperlink.location == f"'{ROWS}'!A6"
    assert rows["A6"].hyperlink.location == f"{MAIN}!A5" or (
        rows["A6"].hyperlink.location == f"'{MAIN}'!A5"
    )
    assert rows["A6"].value == main["B5"].value


def test_rows_carry_their_keys_and_the_names_of_their_photos(fill):
    rows = told(book_of(fill(two))[ROWS])
    assert [row["行号"] for row in rows] == [1, 2, 1]
    assert len({row["行标识"] for row in rows}) == 3
    assert rows[0]["截图"] == "1.jpg"
    assert "2.jpg" in rows[0].values()


def test_a_row_of_a_repeat_says_whose_it_is(fill):
    rows = told(book_of(fill(two))[ROWS])
    assert [row["察访组"] for row in rows] == ["德州-07", "德州-07", "德州-08"]
    assert {row["被察访单位"] for row in rows} == {"孟寺镇政府"}


def test_each_heading_is_its_own(fill):
    book = book_of(fill(two))
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[3]]
        assert len(heads) == len(set(heads))
    assert told(book[MAIN])[0]["县（市、区）（county）"] == "临邑县"


def test_what_nobody_was_asked_is_folded_away(fill):
    book = book_of(fill(two))
    assert folded(book[MAIN]) == ["开始填写", "结束填写", "察访编号", "staff_twice"]
    assert folded(book[ROWS]) == ["行标识", "上级行标识"]


def test_room_for_photos_that_nobody_took_is_folded_away(fill):
    def one_photo(stock):
        stock.submission(app=[{"app_name": "甲", "shot": (photo("1.jpg"),)}])

    assert "截图 (2)" in folded(book_of(fill(one_photo))[ROWS])


def test_what_a_form_computed_can_be_added_up(fill):
    row = told(book_of(fill(two))[MAIN])[0]
    assert row["staff_twice"] == 70


def test_a_sheet_without_rows_says_so(fill):
    book = book_of(fill(lambda stock: None))
    assert [sheet["A4"].value for sheet in book.worksheets] == ["（没有记录）"] * 2


def test_the_subtitle_names_the_team_and_the_datum(fill):
    book = book_of(fill(two), chosen=SubmissionFilter(team="DZ-08"))
    said = " ".join(str(cell.value) for cell in book[MAIN][2])
    assert "察访组：德州-08" in said
    assert "WGS-84 与 GCJ-02" in said


def test_nothing_that_people_wrote_is_a_formula(fill):
    sheet = book_of(fill(two))[ROWS]
    assert told(sheet)[0]["名称"] == "=cmd"
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}


def test_a_team_is_chosen(fill):
    book = book_of(fill(two), chosen=SubmissionFilter("apps", "DZ-08"))
    assert [len(told(sheet)) for sheet in book.worksheets] == [1, 1]


@pytest.mark.parametrize(("form", "count"), [("", 2), ("apps", 2), ("other", 0)])
def test_a_form_is_chosen(fill, form, count):
    stock = fill(two)
    chosen = SubmissionFilter(form).select(SYSTEM, stock.campaign)
    assert len(reading().scalars(chosen).all()) == count


def test_csv_of_one_form_is_its_main_sheet(fill):
    stock = fill(two)
    out = written(stock, submissions.write_csv, SubmissionFilter("apps"))
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert [row["应用（行）"] for row in rows] == ["2", "1"]


def test_csv_of_no_form_is_refused(fill):
    with pytest.raises(submissions.FormNotNamed):
        written(fill(two), submissions.write_csv, SubmissionFilter("other"))


def test_a_zip_holds_every_sheet_and_the_rows_lead_back(fill):
    out = written(fill(two), submissions.write_zip)
    archive = zipfile.ZipFile(out)
    assert archive.namelist() == [f"{MAIN}.csv", f"{ROWS}.csv"]
    main, rows = (
        list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
        for name in archive.namelist()
    )
    assert {row["填报编号"] for row in rows} == {row["填报编号"] for row in main}
    assert rows[0]["名称"] == "'=cmd"


def test_a_submission_that_waits_for_photos_is_read_from_its_xml(fill):
    def waiting(stock):
        stock.submission(staff="7").answers = None

    assert told(book_of(fill(waiting))[MAIN])[0]["人数"] == 7


def test_the_file_is_named_in_chinese(fill):
    stock = fill(two)
    name = submissions.name_of_file(
        stock.campaign, SubmissionFilter("apps"), DAY, "zip"
    )
    assert name == "减负专项整治_填报记录_apps_20260312.zip"
