"""The ledger: only what counts, as the address asks, the same in every export."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.world import BIAOBAISI
from tests.server.console.clerk import text


@pytest.fixture
def ledger(office, visited):
    """Bring two findings of team 07 and one of team 01 into the ledger."""
    other = phone(office, "DZ01")
    elsewhere = other.fill(
        "visit",
        town=BIAOBAISI,
        site_name="表白寺镇人民政府",
        app=[
            {
                "app_name": "齐河通",
                "issuer": "齐河县大数据局",
                "forced": "yes",
                "shot": photo("qihe.jpg"),
            }
        ],
        door=photo("door2.jpg"),
    )
    other.push()
    office.work()
    _accept(office, visited, "leader07", "LY-DSJ")
    _accept(office, elsewhere, "leader01", "QH-DSJ")


def _accept(office, filled, login, unit):
    leader, reviewer = office.person(login), office.person("reviewer")
    for finding in office.findings(filled.instance_id):
        leader.confirm(finding)
    leader.submit(filled.instance_id)
    for finding in office.findings(filled.instance_id):
        reviewer.accept(finding, office.unit(unit))


def test_what_nobody_accepted_is_in_no_count(clerk, visited):
    city = clerk("city")
    page = city.read("/ledger")
    assert "台账里还没有问题" in page
    assert "候选 2 不计数" in page
    assert "已认定问题 0" in city.read("/")


def test_what_is_not_counted_is_narrowed_like_the_ledger(clerk, visited):
    city = clerk("city")
    assert "候选 2 不计数" in city.read("/ledger", county="371424000000")
    assert "没有未计数的问题" in city.read("/ledger", team="DZ01", sort="due")
    listed = city.read("/findings", status="candidate", team="DZ01")
    assert "这里没有问题" in listed
    assert "察访组" in listed


def test_totals_are_doors_and_add_up(clerk, ledger):
    page = clerk("city").read("/ledger")
    assert "3 件，显示 1–3" in page
    assert "合计 3 件 严重 0 较重 2 一般 1" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"county": "371425000000"}, 1),
        ({"category": "A1"}, 3),
        ({"category": "A1.3"}, 1),
        ({"severity": "serious"}, 2),
        ({"team": "DZ07"}, 2),
        ({"form": "visit"}, 3),
        ({"form": "other"}, 0),
        ({"unit": "QH-DSJ"}, 1),
        ({"text": "齐河通"}, 1),
        ({"found_from": "2026-03-13"}, 0),
        ({"found_to": "2026-03-12"}, 3),
    ],
)
def test_the_address_filters_page_and_exports_alike(clerk, ledger, query, count):
    city = clerk("city")
    page = city.read("/ledger", **query)
    assert (f"{count} 件" in page) if count else ("没有符合条件的问题" in page)
    assert len(_csv_rows(city, query)) == count
    assert len(_xlsx_rows(city, query)) == count


def test_a_filter_that_finds_nothing_offers_to_clear_it(clerk, ledger):
    page = clerk("city").read("/ledger", county="371402000000", severity="major")
    assert "没有符合条件的问题" in page
    assert "清除条件" in page


def test_a_column_sorts_both_ways(clerk, ledger):
    city = clerk("city")
    up, down = (
        city.read("/ledger", sort="unit", descending=turned) for turned in ("", "1")
    )
    assert up.index("临邑县大数据局") < up.index("齐河县大数据局")
    assert down.rindex("齐河县大数据局") < down.rindex("临邑县大数据局")


def test_a_filter_that_cannot_be_meant_is_refused_by_name(clerk, ledger):
    answer = clerk("city").open("/ledger", found_from="yesterday")
    assert answer.status_code == 400
    assert "筛选条件" in text(answer)


def test_each_sees_and_takes_away_only_what_is_his(clerk, ledger):
    qihe, leader = clerk("qihe"), clerk("leader07")
    assert "齐河通" in qihe.read("/ledger")
    assert "网格e通" not in qihe.read("/ledger")
    assert len(_csv_rows(qihe, {})) == 1
    assert len(_xlsx_rows(leader, {})) == 2


def test_an_inspector_reads_but_takes_nothing_away(clerk, ledger):
    inspector = clerk("inspector07")
    assert "网格e通" in inspector.read("/ledger")
    assert "ledger.xlsx" not in inspector.open("/ledger").get_data(as_text=True)
    assert inspector.open("/ledger.xlsx").status_code == 403


def test_a_file_has_a_chinese_name(clerk, ledger):
    answer = clerk("city").open("/ledger.xlsx")
    named = answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''" in named
    assert "问题台账" in unquote(named)


def test_a_finding_tells_its_history(clerk, office, ledger, visited):
    finding = office.findings(visited.instance_id)[0]
    page = clerk("city").read(f"/findings/{finding.key}")
    for said in ("规则提出候选", "组长确认", "提交审核", f"认定：{finding.finding_no}"):
        assert said in page
    assert "leader07" in page
    assert "reviewer" in page


def _csv_rows(someone, query):
    content = someone.open("/ledger.csv", **query).get_data()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [row for row in rows if any("JF26-3714" in cell for cell in row)]


def _xlsx_rows(someone, query):
    content = someone.open("/ledger.xlsx", **query).get_data()
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.values]
    return [row for row in rows if any(cell.startswith("JF26-") for cell in row)]
