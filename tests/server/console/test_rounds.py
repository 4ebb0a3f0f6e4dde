"""Rounds and the denominator of coverage, as the office sees and sets them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from server.actions import rounds
from server.actions.access import SYSTEM
from server.db import clock_at
from server.errors import BadInput
from server.models import Campaign, Region, Round, Visit
from tests.actors.forms import VISIT
from tests.actors.places import phone
from tests.actors.world import MENGSI, QIHE
from tests.server.console.clerk import keys

KEY = r'action="/c/jf26/rounds/([\w-]{22})"'
FIRST = {"no": "1", "from_on": "2026-03-01", "to_on": "2026-03-20"}
SECOND = {"no": "2", "from_on": "2026-04-01", "to_on": "2026-04-20"}


def visit(office, day, team, leader, town):
    """Let a team send one form from a town on a day."""
    with clock_at(day):
        sender = phone(office, team, leader)
        sender.clock = day
        sender.fill("visit", site_name=f"{team} {day}", town=town, minutes=10)
        sender.push()


def at(month, day):
    return datetime(2026, month, day, 9, 0, tzinfo=UTC)


@pytest.fixture
def city(clerk, office):
    office.publish(VISIT)
    visit(office, at(3, 5), "DZ07", "leader07", MENGSI)
    visit(office, at(3, 6), "DZ01", "leader01", "371425104000")
    visit(office, at(4, 5), "DZ07", "leader07", MENGSI)
    return clerk("city")


def rounds_of_visits(office):
    with office.reading() as session:
        chosen = select(Round.no).select_from(Visit)
        rows = chosen.outerjoin(Round, Round.id == Visit.round_id).order_by(Visit.id)
        return list(session.scalars(rows))


def test_visits_join_the_round_of_their_day_whichever_came_first(office, city):
    city.done("/rounds", **FIRST)
    assert rounds_of_visits(office) == [1, 1, None]
    city.done("/rounds", **SECOND)
    visit(office, at(4, 7), "DZ07", "leader07", MENGSI)
    assert rounds_of_visits(office) == [1, 1, 2, 2]


def test_coverage_by_round_names_the_missing_and_opens(city):
    city.done("/rounds", **FIRST)
    page = city.done("/rounds", **SECOND)
    assert "第 1 轮 2026-03-01 — 2026-03-20 2 / 2 —" in page
    assert "第 2 轮 2026-04-01 — 2026-04-20 1 / 2 齐河县" in page
    chart = city.read("/overview")
    assert "第 2 轮 2026-04-01 — 2026-04-20 1 / 2 齐河县" in chart
    assert "2 件" in city.read("/submissions", round="1")
    assert "1 件" in city.read("/submissions", round="2")


def test_when_its_days_change_visits_come_and_go(office, city):
    city.done("/rounds", **FIRST)
    (key,) = keys(city.open("/rounds"), KEY)
    changed = {"no": "1", "from_on": "2026-03-06", "to_on": "2026-04-30"}
    city.done(f"/rounds/{key}", **changed)
    assert rounds_of_visits(office) == [None, 1, 1]


def test_a_planned_visit_belongs_to_the_round_of_its_day_or_the_chosen_one(
    office, city
):
    city.done("/rounds", **FIRST)
    city.done("/rounds", **SECOND)
    _first, second = keys(city.open("/rounds"), KEY)
    team = keys(city.open("/teams"), r'/teams/([\w-]{22})"')[1]
    plan = {"site_name": "甲村", "forms": "visit", "planned_from": "2026-03-09"}
    city.done(f"/teams/{team}/visits", **plan)
    city.done(f"/teams/{team}/visits", **plan, round=second)
    assert rounds_of_visits(office)[-2:] == [1, 2]
    city.done(f"/rounds/{second}", no="2", from_on="2026-05-01", to_on="2026-05-02")
    assert rounds_of_visits(office)[-2:] == [1, 2]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({**SECOND, "no": "1"}, "第 1 轮 已经有了"),
        ({**SECOND, "no": "0"}, "轮次序号不正确"),
        ({**SECOND, "to_on": "2026-03-31"}, "起止日期不正确"),
        ({**SECOND, "from_on": "2026-03-20"}, "与第 1 轮的日期重叠"),
    ],
)
def test_what_will_not_do_is_refused_by_name(city, told, said):
    city.done("/rounds", **FIRST)
    answer = city.send("/rounds", **told).get_data(as_text=True)
    assert said.replace(" ", "") in answer.replace(" ", "")
    assert "第 2 轮" not in city.read("/rounds")


def test_of_rounds_of_the_same_days_opened_at_once_one_is_there(office):
    def opens(no):
        plan = rounds.Plan(no, "", date(2026, 3, 1), date(2026, 3, 20))
        try:
            with office.writing() as session:
                campaign = session.scalars(select(Campaign)).one()
                rounds.start(session, SYSTEM, campaign, plan)
        except BadInput as refused:
            return refused.code
        return "opened"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(opens, range(1, 5)))
    assert told == ["opened", *["round_overlaps"] * 3]
    assert office.count(Round) == 1


def test_zones_count_in_the_denominator_or_stand_apart(office, city):
    with office.writing() as session:
        session.get_one(Region, QIHE).is_functional_zone = True
    assert "县级覆盖 2 / 2" in city.read("/overview")
    city.done("/settings/zones_count")
    page = city.read("/overview")
    assert "县级覆盖 1 / 1 功能区 1 / 1 另列" in page
    assert "功能区（另列） — 1 / 1" in city.read("/rounds")
    city.done("/settings/zones_count", zones_count="yes")
    assert "县级覆盖 2 / 2" in city.read("/overview")


def test_a_county_is_told_of_its_own_coverage_only(clerk, city):
    city.done("/rounds", **SECOND)
    page = clerk("linyi").read("/rounds")
    assert "第 2 轮 2026-04-01 — 2026-04-20 1 / 1 —" in page
    assert "齐河县" not in page
    assert "齐河县" not in clerk("linyi").read("/overview")


def test_only_the_office_of_the_whole_opens_rounds(clerk, city):
    reviewer = clerk("reviewer")
    assert "添加轮次" not in reviewer.read("/rounds")
    assert reviewer.send("/rounds", **FIRST).status_code == 403
    assert clerk("leader07").open("/rounds").status_code == 403
