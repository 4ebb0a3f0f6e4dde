"""Milestones at the console: written down, counted backwards, red, done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.db import clock_at
from tests.server.console.clerk import keys

TODAY = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
KEY = r"/milestones/([\w-]{22})"


@pytest.fixture
def city(clerk, office):
    """Seat the city's office on the day of the story, with a last day to count from."""
    with office.writing() as session:
        office.campaign(session).ends_on = date(2026, 5, 10)
    with clock_at(TODAY):
        yield clerk("city")


def test_what_must_begin_first_stands_on_top_with_its_slack(city):
    city.done("/milestones", name="县级核查", owner="核查组", days="10")
    first = keys(city.open("/milestones"), KEY)[0]
    city.done("/milestones", name="公示销号", days="5", after=first)
    page = city.read("/milestones")
    assert "县级核查 核查组" in page
    assert page.index("县级核查 核查组") < page.index("公示销号 在“县级核查”之后")
    assert "2026-04-26 2026-05-05 2026-04-29 6 天" in page
    assert "2026-05-06 2026-05-10 2026-05-04 6 天" in page
    assert "6 天" in city.read("/overview")


def test_what_cannot_be_done_in_time_is_red_until_it_is_done(city):
    city.done("/milestones", name="首轮察访", days="3", due_on="2026-04-20")
    assert "1 项来不及" in city.read("/milestones")
    assert 'class="g-late"' in city.open("/overview").get_data(as_text=True)
    (key,) = keys(city.open("/milestones"), KEY)
    assert "已标为完成" in city.done(f"/milestones/{key}/done", done_on="2026-04-20")
    page = city.read("/milestones")
    assert ("来不及" in page, "已完成" in page) == (False, True)
    city.done(f"/milestones/{key}/resume")
    assert "1 项来不及" in city.read("/milestones")


def test_what_waited_for_a_removed_one_waits_for_what_came_before(city):
    city.done("/milestones", name="甲", days="1")
    (first,) = keys(city.open("/milestones"), KEY)
    city.done("/milestones", name="乙", days="1", after=first)
    second = next(one for one in keys(city.open("/milestones"), KEY) if one != first)
    city.done("/milestones", name="丙", days="1", after=second)
    city.done(f"/milestones/{second}/remove")
    assert "丙 在“甲”之后" in city.read("/milestones")


def test_a_circle_is_refused_and_nothing_is_changed(city):
    city.done("/milestones", name="甲", days="1")
    (first,) = keys(city.open("/milestones"), KEY)
    city.done("/milestones", name="乙", days="1", after=first)
    second = next(one for one in keys(city.open("/milestones"), KEY) if one != first)
    answer = city.send(f"/milestones/{first}", name="甲", days="1", after=second)
    assert "互相等待" in answer.get_data(as_text=True)
    assert city.read("/milestones").count("之后") == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": "", "days": "1"}, "没有填写节点任务的名称"),
        ({"name": "甲", "days": "0"}, "所需天数不正确"),
        ({"name": "甲", "days": "many"}, "所需天数不正确"),
    ],
)
def test_what_is_not_said_is_refused_by_name(city, told, said):
    answer = city.send("/milestones", **told)
    assert said in answer.get_data(as_text=True)
    assert "还没有节点任务" in city.read("/milestones")


def test_only_the_office_of_the_whole_writes_them_down(city, clerk):
    city.done("/milestones", name="甲", days="1")
    (key,) = keys(city.open("/milestones"), KEY)
    reviewer = clerk("reviewer")
    assert "甲" in reviewer.read("/milestones")
    assert reviewer.open(f"/milestones/{key}").status_code == 403
    assert reviewer.send("/milestones", name="乙", days="1").status_code == 403
    assert clerk("leader07").open("/milestones").status_code == 403
