"""The register of clues as a file: its columns, its sums, and who takes it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from server.models import Grant, Role, User
from tests.actors.clue_desk import CONTENT, DIGEST, brought_to, clue_desk, today
from tests.actors.world import QIHE
from tests.server.console.clerk import keys, text

KEY = r"/exports/([\w-]{20,})/"
HEADINGS = (
    "线索编号 来源（五类） 子来源 收到时间 反映单位 内容摘要（脱敏） "
    "承办 协办 办理时限 结果 转问题编号 反馈时间"
).split()


def asked(office, seat, **query):
    """Ask for the register, have it made, and answer its address."""
    answer = seat.send("/exports", kind="clues", purpose="报会商", **query)
    assert answer.status_code == 303, text(answer)
    office.work()
    return f"/exports/{keys(seat.open('/exports'), KEY)[0]}/file"


def taken(seat, place):
    answer = seat.open(place)
    assert answer.status_code == 200, text(answer)
    assert CONTENT.encode() not in answer.data
    return load_workbook(io.BytesIO(answer.data))


@pytest.fixture
def registers(office):
    """Fill the registers of two counties."""
    officer = clue_desk(office)
    first = officer.registers(sub_source="12345 热线", external_no="7")
    brought_to(officer, first, "closed")
    officer.registers(source="tour", digest="反映某村牌子过多。")
    clue_desk(office, "clues_qihe").registers(region_code=QIHE)
    return first


def test_the_sheet_has_the_columns_of_the_register_and_no_content(
    office, clerk, registers
):
    seat = clerk("clues_linyi")
    book = taken(seat, asked(office, seat))
    sheet = book["线索登记簿"]
    assert sheet["A1"].value == "减负专项察访线索登记簿"
    assert "筛选条件：全部线索" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == HEADINGS
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4, 5)]
    row = next(one for one in rows if one[0] == registers.clue_no)
    assert row[1:3] == ["信访举报", "12345 热线"]
    assert row[4:8] == ["临邑县大数据局", DIGEST, "县纪委监委第二室", None]
    assert row[9] == "属实"
    assert row[11].date() == today()
    sums = [[cell.value for cell in row] for row in book["五类来源"].iter_rows(4)]
    assert [one[0] for one in sums[:5]] == [
        "信访举报",
        "专项察访",
        "大数据梳理",
        "职能部门移送",
        "巡视巡察反馈",
    ]
    assert (sums[5][0], sums[5][-1]) == ("合计", 2)
    assert sum(one[-1] for one in sums[:5]) == 2


def test_each_takes_what_they_see_and_only_their_own(office, clerk, registers):
    officer, office_of_city = clerk("clues_linyi"), clerk("city")
    mine, theirs = asked(office, officer), asked(office, office_of_city)
    assert taken(office_of_city, theirs)["五类来源"].cell(9, 8).value == 3
    assert office_of_city.open(mine).status_code == 404
    assert officer.open(theirs).status_code == 404
    log = office_of_city.read("/exports")
    assert "报会商" in log
    for login in ("reviewer", "leader07"):
        other = clerk(login)
        refused = other.send("/exports", kind="clues", purpose="x")
        assert refused.status_code == 403
        assert "线索登记簿" not in other.read("/exports")


def test_a_filter_goes_along_and_a_past_day_is_told_as_it_was(office, clerk, registers):
    seat = clerk("clues_linyi")
    book = taken(seat, asked(office, seat, source="tour"))
    assert "筛选条件：巡视巡察反馈" in book["线索登记簿"]["A2"].value
    assert book["五类来源"].cell(9, 8).value == 1
    gone = taken(seat, asked(office, seat, as_of=str(today() - timedelta(days=1))))
    assert gone["五类来源"].cell(9, 8).value == 0


def test_who_lost_the_role_takes_no_register_that_was_made_before(
    office, clerk, registers
):
    seat = clerk("linyi")
    place = asked(office, seat)
    demoted(office, "linyi")
    again = clerk("linyi")
    assert again.open(place).status_code == 403


def demoted(office, login):
    """Make somebody of an office a reviewer of the same place."""
    with office.writing() as session:
        user = session.query(User).filter(User.login == login).one()
        for grant in session.scalars(Grant.of(user.id)):
            grant.role = Role.REVIEWER
