"""The page of settings: each in words, tried where rules ask, every change told."""

from __future__ import annotations

import pytest

from server.models import Form, FormVersion
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.server.console.clerk import text

LIMITED = VISIT.replace("minutes>=60", "minutes>=param('limit', 60)")


@pytest.fixture
def sent(office, device):
    office.publish(LIMITED)
    filled = device.fill("visit", site_name="甲", minutes=75, door=photo("d.jpg"))
    device.push()
    office.work()
    return filled


def test_a_setting_that_no_rule_asks_for_is_saved_and_told(clerk):
    head = clerk("city")
    page = head.done("/settings/notice_days", notice_days="5")
    assert "已保存设置" in page
    assert "公示天数 0 → 5" in head.read("/settings")
    page = head.done("/settings/verification_levels", level=["city", "county"])
    assert "县（市、区） → 县（市、区） → 市" in page


def test_parameters_are_tried_looked_at_and_put_in_force(clerk, office, sent):
    head = clerk("city")
    page = head.read("/settings")
    assert "规则 V02" in page
    told = head.done("/settings/parameters", name=["limit", ""], value=["80", ""])
    assert "启用前照旧" in told
    assert "正在试算" in told
    office.work()
    assert "规则参数 — → limit = 80" in head.read("/settings")
    with office.reading() as session:
        key = session.query(Form).filter_by(form_id="visit").one().key
    rows = head.read(f"/forms/{key}/rules/1", kind="gone")
    assert "人均每日使用75分钟" in rows
    assert "试算专项设置" in rows
    head.done("/settings/trial/apply")
    office.work()
    assert office.findings(sent.instance_id) == []
    assert "待启用的设置" not in head.read("/settings")


def test_what_was_tried_may_be_left(clerk, office, sent):
    head = clerk("city")
    head.done("/settings/days", general="9", serious="15", major="7", onspot="3")
    office.work()
    assert "没有改动，照旧" in head.done("/settings/trial/drop")
    assert head.send("/settings/trial/apply").status_code == 404


def test_a_document_that_no_rule_cites_is_told(clerk, office):
    head = clerk("city")
    empty = {"from": ["", ""], "to": ["", ""]}
    page = head.done("/settings/plan_bases", title=["本专项方案", "某文件"], **empty)
    assert "没有规则引用" in page


def test_a_refused_value_says_what_it_may_be(clerk):
    head = clerk("city")
    refused = head.send("/settings/notice_days", notice_days="90")
    assert refused.status_code == 400
    assert "填 0–60" in text(refused)
    assert head.send("/settings/protection", pin="1").status_code == 404


def test_a_form_may_ask_for_persons_once_that_is_allowed(clerk, office):
    head = clerk("city")
    head.done("/settings/personal_data", personal_data="yes")
    named = LIMITED.replace(
        "| integer                          | minutes   | Minutes",
        "| text | person | 姓名 | |\n| integer | minutes | Minutes",
    )
    office.publish(named)
    with office.reading() as session:
        version = session.query(FormVersion).one()
        assert [one for one in version.warnings if "姓名" in one["zh"]] == []


@pytest.mark.parametrize("login", ["linyi", "reviewer", "leader07"])
def test_only_an_office_over_the_whole_campaign_has_settings(clerk, login):
    other = clerk(login)
    assert other.open("/settings").status_code in (403, 404)
    assert other.send("/settings/notice_days", notice_days="5").status_code in (
        403,
        404,
    )
    assert "设置" not in other.read("/submissions")
