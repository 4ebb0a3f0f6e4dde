"""The wall chart: every figure is a door, and behind it are as many rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from tests.actors.world import QIHE
from tests.server.console.clerk import text


def doors(page) -> list[tuple[str, str]]:
    """List the figures of the chart that lead to findings, with where they lead."""
    tree: Any = html.fromstring(page.get_data(as_text=True))
    found = [
        (one.text_content().strip(), one.get("href"))
        for one in tree.xpath("//main//a[contains(@class, 'figure')]")
    ]
    for one in tree.xpath("//main//a[contains(@class, 'stat')]"):
        (figure,) = one.xpath(".//*[@class='stat-figure' or @class='stat-figure late']")
        if "/ledger" in one.get("href"):
            found.append((figure.text_content().strip(), one.get("href")))
    for one in tree.xpath("//main//a[contains(@class, 'tile')]"):
        counted = one.xpath(".//small/span")[0].text_content().partition("/")[2]
        found.append((counted.strip(), one.get("href")))
    return found


def behind(clerk, place: str) -> int:
    """Count the rows behind a door, as the page says."""
    tree: Any = html.fromstring(clerk.open(place).get_data(as_text=True))
    said = tree.xpath("//main//span[contains(@class, 'shown')]")
    if said:
        return int(re.findall(r"\d+", said[0].text_content())[0])
    return len(tree.xpath("//main//tr[@data-href]"))


@pytest.fixture
def found(office, visited):
    """Bring one finding into the ledger, and leave the other a candidate."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    first, second = office.findings(visited.instance_id)
    leader.confirm(first, description="经核查，要求全部干部安装并每日登录。")
    leader.confirm(second, description="经核查，村干部每日须在群内打卡签到。")
    leader.submit(visited.instance_id)
    for one in office.findings(visited.instance_id):
        reviewer.accept(one, office.unit("LY-DSJ"))


@pytest.mark.parametrize("login", ["city", "linyi"])
def test_every_figure_opens_to_as_many_rows(clerk, found, login):
    someone = clerk(login)
    leads = doors(someone.open("/overview"))
    told = {(figure, place): behind(someone, place) for figure, place in leads}
    wrong = {
        key: rows
        for key, rows in told.items()
        if int(re.findall(r"\d+", key[0])[0]) != rows
    }
    assert wrong == {}
    assert len(told) > 80
    assert sum(rows == 2 for rows in told.values()) > 10


def test_what_is_found_above_counties_opens_too(clerk, office, found):
    with office.writing() as session:
        one = office.findings(office.submissions()[0].instance_id)[0]
        lost = session.merge(one)
        lost.county_code = lost.region_code = None
    city = clerk("city")
    chart = city.open("/overview")
    assert "市级以上或未定" in text(chart)
    assert behind(city, "/ledger?county=none") == 1
    assert behind(city, f"/ledger?county={QIHE}") == 0
    assert "县（市、区） 市级以上或未定" in city.read("/ledger", county="none")


def test_teams_stand_by_code_with_what_they_sent(clerk, found):
    page = clerk("city").read("/overview")
    assert "按组代码排列，不排名" in page
    assert "DZ01 德州-01组 0 0 0 0 DZ07 德州-07组 1 1 2 2 DZ08" in page


def test_all_five_sources_and_levels_are_printed(clerk, found):
    page = clerk("city").read("/overview")
    assert "信访举报 0 0 0 专项察访 2 2 0 大数据梳理 0 0 0" in page
    assert "巡视巡察反馈 0 0 0 合计 2 2 0" in page
    assert "乡 0 0 0 0 0 2 2 村" in page


@pytest.mark.parametrize(
    ("field", "value"), [("stage", "far"), ("source", "x"), ("root", "moon")]
)
def test_what_no_filter_knows_is_refused(clerk, field, value):
    assert clerk("city").open("/ledger", **{field: value}).status_code == 400
