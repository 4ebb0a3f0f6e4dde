"""Clues by file: callers dropped, numbers covered, doubles skipped, taken back."""

from __future__ import annotations

import io
import json

import pytest
from sqlalchemy import select

from server.models import Clue, ClueStep, ImportBatch
from tests.actors.clue_desk import clue_desk, today
from tests.actors.world import LINYI
from tests.server.console.clerk import keys, text

BATCH = r"/imports/undo/([\w-]{20,})\""
CALLED = "来电称每天打卡三次，机主13900002222"
ORDERS = f"""来源,子来源,工单编号,受理时间,来电人,来电号码,被反映单位,工单内容,摘要
信访举报,12345 热线,RX-1,2026-03-01 10:22:33,张三,13800001111,孟寺镇政府,{CALLED},打卡
巡视巡察反馈,巡察反馈,XC-7,2026/03/02,,,临邑县大数据局,要求点赞转发并排名,
"""


@pytest.fixture
def officer(clerk):
    return clerk("clues_linyi")


def brings(seat, table, step="/apply"):
    file = (io.BytesIO(table.encode("utf-8-sig")), "热线工单.csv")
    return text(seat.send(f"/imports/clues{step}", file=file))


def kept(office):
    with office.reading() as session:
        return session.scalars(select(Clue).order_by(Clue.id)).all()


def test_a_dry_run_says_what_would_come_and_what_is_dropped(office, officer):
    page = brings(officer, ORDERS, step="")
    assert "试运行：没有错误" in page
    assert "新增 2，更改 0" in page
    for column in ("来电人", "来电号码"):
        assert f"列“{column}”是反映人的信息，没有读取" in page
    assert "隐去了 1 个手机号或身份证号" in page
    for secret in ("张三", "13800001111", "13900002222"):
        assert secret not in page
    assert kept(office) == []


def test_what_comes_is_registered_sealed_and_without_who_called(office, officer):
    assert "已导入" in brings(officer, ORDERS)
    first, second = kept(office)
    assert (first.source, first.sub_source) == ("petition", "12345 热线")
    assert first.clue_no == "JF26-XS-371424-20260301-0001"
    assert (first.region_code, first.unit_named) == (LINYI, "孟寺镇政府")
    assert (second.source, second.digest) == ("tour", "")
    opened = clue_desk(office).opens_content(first)
    assert opened == "来电称每天打卡三次，机主［号码已隐去］"
    with office.reading() as session:
        batch = json.dumps(session.scalars(select(ImportBatch)).one().added)
    assert "content" not in batch
    dumped = str(office.dump())
    for secret in ("张三", "13800001111", "每天打卡三次"):
        assert secret not in dumped


def test_the_same_number_comes_once_and_the_rest_comes(office, officer):
    brings(officer, ORDERS)
    more = ORDERS + "信访举报,,RX-2,2026-03-03,,,某局,又一件,\n"
    page = brings(officer, more)
    assert "来件编号“RX-1”已登记，跳过" in page
    assert "新增 1，更改 0，不变 2" in page
    assert len(kept(office)) == 3


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("网络,,A-1,2026-03-01,,,某局,内容,", "网络"),
        ("信访举报,,,2026-03-01,,,某局,内容,", "不能为空"),
        ("信访举报,,A-1,2099-03-01,,,某局,内容,", "日期晚于今天"),
        ("信访举报,,A-1,三月,,,某局,内容,", "三月"),
        ("信访举报,,A-1,2026-03-01,,,某局,,", "不能为空"),
        ("信访举报,,A-1,2026-03-01,,,某局,内容,机主13800001111", "请删去"),
    ],
)
def test_with_an_error_nothing_comes(office, officer, row, said):
    page = brings(officer, f"{ORDERS}{row}\n")
    assert said in page
    assert "未导入任何内容" in page
    assert kept(office) == []


def test_another_places_register_is_not_written(office, officer):
    table = (
        "来源,来件编号,收到时间,登记地区,反映内容\n信访举报,A-1,2026-03-01,{},内容\n"
    )
    for region in ("371425000000", "371400000000", "371424105000"):
        assert "登记簿不归本账号管" in brings(officer, table.format(region))
    assert "已导入" in brings(officer, table.format("371424"))
    assert [one.region_code for one in kept(office)] == [LINYI]


def test_it_is_undone_whole_while_nobody_has_worked_on_it(office, officer):
    brings(officer, ORDERS)
    key = keys(officer.open("/imports/clues"), BATCH)[0]
    officer.done(f"/imports/undo/{key}")
    assert kept(office) == []
    with office.reading() as session:
        assert session.scalars(select(ClueStep)).all() == []
    brings(officer, ORDERS)
    assert kept(office)[0].clue_no.endswith("20260301-0002")
    again = keys(officer.open("/imports/clues"), BATCH)[0]
    clue_desk(office).takes(kept(office)[0], "screen")
    answer = officer.send(f"/imports/undo/{again}")
    assert answer.status_code == 409
    assert "办理步骤" in text(answer)
    assert len(kept(office)) == 2


def test_clues_are_brought_by_who_works_on_them_and_seen_by_nobody_else(
    office, officer, clerk
):
    brings(officer, ORDERS)
    key = keys(officer.open("/imports/clues"), BATCH)[0]
    manager = clerk("city")
    assert "/imports/clues" not in manager.open("/imports").get_data(as_text=True)
    for place in ("/imports/clues", "/imports/clues/template"):
        assert manager.open(place).status_code == 403
    for login in ("city", "clues_city", "clues_qihe"):
        assert clerk(login).send(f"/imports/undo/{key}").status_code == 404
    assert BATCH not in clerk("clues_city").read("/imports/clues")
    assert officer.open("/imports/units").status_code == 403
    assert "线索" in officer.read("/imports")
    assert officer.open("/imports/clues/template").status_code == 200
    assert today() > kept(office)[0].received_on
