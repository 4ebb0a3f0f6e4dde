"""Self-checks (举一反三): asked of every unit of a kind, counted once confirmed."""

from __future__ import annotations

import pytest

from server.models import SelfCheck, SelfCheckTask, SelfReport, Visit
from tests.actors.forms import VISIT
from tests.actors.rectifying import accepted, again, desk
from tests.server.console.clerk import keys, text
from tests.server.console.test_notices import soon

WORDS = "对照是否强制推广政务应用、是否要求每日打卡。"


@pytest.fixture
def first(office):
    """Put one finding into the ledger, and assign it."""
    office.publish(VISIT)
    found = accepted(office)
    desk(office, "city").assign(found, "LY-DSJ")
    return again(office, found)


@pytest.fixture
def head(clerk, first):
    return clerk("city")


def start(head, finding, **changes):
    told = {"kind": "department", "region": "371400000000", "words": WORDS}
    sent = {**told, "due_on": soon(), **changes}
    return head.send(f"/findings/{finding.key}/extend", **sent)


def started(head, finding):
    answer = start(head, finding)
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"].rpartition("/")[2]


def own(unit):
    return keys(unit.open("/tasks"), r"/tasks/checks/([\w-]{20,})\"")[0]


def test_every_other_unit_of_the_kind_is_asked_and_answers(clerk, head, first, office):
    key = started(head, first)
    assert office.count(SelfCheckTask) == 2
    page = head.read(f"/checks/{key}")
    assert "临邑县民政局" in page
    assert "齐河县大数据局" in page
    assert "临邑县大数据局" not in page
    unit = clerk("civil")
    task = own(unit)
    shown = unit.read(f"/tasks/checks/{task}")
    assert WORDS in shown
    assert first.finding_no not in shown
    unit.done(f"/tasks/checks/{task}/answer", words="查了 6 个应用。", found="none")
    page = head.read(f"/checks/{key}")
    assert "已报送 1 / 2" in page
    assert "没有发现" in page
    refused = unit.send(f"/tasks/checks/{task}/answer", words="再报。", found="none")
    assert "已经报送过" in text(refused)


def test_what_a_unit_found_is_counted_once_a_team_confirmed_it(
    clerk, head, first, office
):
    key = started(head, first)
    unit = clerk("civil")
    answer = f"/tasks/checks/{own(unit)}/answer"
    found = "“随手拍”要求每日打卡。\n\n“民政通”计入考核。"
    unit.done(answer, words="查了 6 个应用。", found="some", reports=found)
    counted = len(office.person("city").ledger())
    assert (office.count(SelfReport), counted) == (2, 1)
    assert "自查发现 2" in head.read(f"/checks/{key}")
    one, other = (report.key for report in office._all(office._own(SelfReport)))
    with office.reading() as session:
        team = office._team(session, "DZ07").key
    head.done(f"/checks/{key}/send", report=one, team=team)
    head.done(f"/checks/{key}/decline", report=other, why="已在台账。")
    with office.reading() as session:
        visit = session.query(Visit).order_by(Visit.id.desc()).first()
    assert (visit.site_name, visit.form_ids) == ("临邑县民政局", ["visit"])
    again_ = head.send(f"/checks/{key}/send", report=one, team=team)
    assert "已经处理过" in text(again_)
    assert "其中已认定 0" in head.read(f"/checks/{key}")
    accepted(office, "临邑县民政局", visit_id=visit.key)
    assert "其中已认定 1" in head.read(f"/checks/{key}")


def test_a_unit_is_asked_again_and_what_it_found_stays(clerk, head, first, office):
    key, unit = started(head, first), clerk("civil")
    path = f"/tasks/checks/{own(unit)}"
    told = {"words": "查了。", "found": "some", "reports": "“民政通”计入考核。"}
    unit.done(f"{path}/answer", **told)
    task = next(
        one for one in office._all(office._own(SelfCheckTask)) if one.answered_at
    )
    assert "没有填写原因" in text(
        head.send(f"/checks/{key}/again", task=task.key, why=" ")
    )
    head.done(f"/checks/{key}/again", task=task.key, why="漏了两个应用。")
    unit.done(f"{path}/answer", words="又查了。", found="some", reports="另一个。")
    assert office.count(SelfReport) == 2


def test_what_does_not_fit_is_refused_by_name(head, first, office):
    for changes, said in (
        ({"kind": "university"}, "没有其他这类单位"),
        ({"region": "370000000000"}, "不归本账号布置自查"),
        ({"words": " "}, "没有写查什么"),
        ({"due_on": "2020-01-01"}, "早于今天"),
    ):
        assert said in text(start(head, first, **changes)), said
    assert office.count(SelfCheck) == 0


def test_nobody_else_sees_a_self_check(clerk, head, first):
    key = started(head, first)
    task = own(clerk("civil"))
    owing = clerk("bigdata")
    assert owing.open(f"/tasks/checks/{task}").status_code == 404
    assert owing.send(f"/tasks/checks/{task}/answer", words="x").status_code == 404
    assert "自查" not in owing.read("/tasks")
    for login in ("linyi", "qihe", "leader07", "civil"):
        assert clerk(login).open(f"/checks/{key}").status_code in (403, 404)
    reviewer = clerk("reviewer")
    assert WORDS in reviewer.read(f"/checks/{key}")
    assert reviewer.send(f"/checks/{key}/again", task="x").status_code == 403


def test_another_county_is_not_told_of_which_finding_it_came(clerk, head, first):
    key = start(head, first, region="371425000000").headers["Location"][-22:]
    county = clerk("qihe")
    page = county.read(f"/checks/{key}") + county.read("/checks")
    assert WORDS in page
    assert first.finding_no not in page
