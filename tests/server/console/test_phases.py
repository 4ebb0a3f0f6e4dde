"""A campaign goes from phase to phase, and closes only when nothing is left."""

from __future__ import annotations

from datetime import date

import pytest

from server.models import Event, Finding, Team, Visit
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, again, desk
from tests.server.console.clerk import text


def move(someone, to, reason="专班会议决定"):
    return someone.send("/settings/phase", to=to, reason=reason)


def plan(office, someone):
    """Send a team out by hand."""
    with office.reading() as session:
        key = session.query(Team).filter_by(code="DZ07").one().key
    told = {"site_name": "孟寺镇政府", "forms": "visit", "mode": "announced"}
    return someone.send(f"/teams/{key}/visits", **told)


@pytest.fixture
def found(office):
    office.publish(VISIT)
    return again(office, accepted(office, "甲村"))


def test_what_is_open_keeps_a_campaign_from_closing(office, found, clerk):
    city = clerk("city")
    assert "进行" in city.read("/settings")
    assert move(city, "closed").status_code == 409
    assert move(city, "wrapping").status_code == 303
    assert "还有 1 个问题没有销号" in city.read("/settings")
    refused = move(city, "closed")
    assert (refused.status_code, "没有销号" in text(refused)) == (409, True)
    assert "缺责任单位或整改时限" in text(move(city, "routine"))
    with office.writing() as session:
        own = session.get_one(Finding, found.id)
        own.responsible_unit_id = office.unit("LY-DSJ").id
        own.due_on = date(2099, 1, 1)
    assert move(city, "routine").status_code == 303
    assert "常态" in city.read("/overview")


def test_a_campaign_without_open_findings_closes_and_is_opened_again(
    office, found, clerk
):
    desk(office, "city").proposes(found, "cleared")
    desk(office, "city2").agrees(found)
    city = clerk("city")
    move(city, "wrapping")
    assert move(city, "closed").status_code == 303
    assert "结束" in city.read("/settings")
    assert move(city, "active").status_code == 303
    with office.reading() as session:
        told = session.query(Event).filter_by(action="campaign.phase").count()
    assert told == 3


def test_nobody_is_sent_while_it_is_wrapped_up_but_what_comes_is_taken(
    office, found, clerk
):
    city = clerk("city")
    move(city, "wrapping")
    before = office.count(Visit)
    refused = plan(office, city)
    assert (refused.status_code, "不能安排察访" in text(refused)) == (409, True)
    assert office.count(Visit) == before
    accepted(office, "乙村")
    move(city, "active")
    assert plan(office, city).status_code == 303


def test_a_phase_has_its_reason_and_its_order(office, clerk):
    city = clerk("city")
    assert move(city, "wrapping", " ").status_code == 422
    assert move(city, "asleep").status_code == 400
    assert move(city, "routine").status_code == 409
    assert move(clerk("linyi"), "wrapping").status_code == 403
    assert move(city, "draft").status_code == 303
    assert move(city, "active").status_code == 303
    assert "改动记录 2 阶段 筹备 → 进行" in city.read("/settings")
