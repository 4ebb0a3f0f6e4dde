"""Steps of a finding's life at the pages: by office, verifier, leader and unit."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from server.actions.life import due
from server.db import clock_at, now
from server.models import (
    Correction,
    Finding,
    FollowUp,
    Rectification,
    RectificationMeasure,
)
from tests.actors.photos import photo
from tests.actors.rectifying import accepted, desk, levels, unit_desk
from tests.server.console.clerk import keys, text

DUE, LATER = "2099-04-01", "2099-05-01"
NOWHERE = "nobody-has-this-key-000"


@pytest.fixture
def finding(office, visited):
    """Give a finding of the ledger."""
    return accepted(office)


def stands(office, finding):
    with office.reading() as session:
        return session.get_one(Finding, finding.id).status


def owed(office, finding):
    """Give the address of what the unit owes."""
    with office.reading() as session:
        chosen = Rectification.of(finding.id).with_only_columns(Rectification.key)
        return f"/tasks/{session.scalars(chosen).first()}"


def file(name="after.jpg"):
    return (io.BytesIO(photo(name).content), name)


def assigned(clerk, office, finding, unit="LY-DSJ", **told):
    given = {"unit": office.unit(unit).key, "requirement": "立即整改", "due_on": DUE}
    city = clerk("city")
    city.done(f"/findings/{finding.key}/steps/assign", **{**given, **told})
    return city


def test_a_verifier_is_told_in_the_menu_how_much_waits_for_this_level(
    clerk, office, finding
):
    levels(office, "county", "city")
    assigned(clerk, office, finding)
    county, city = clerk("verifier_linyi"), clerk("verifier_city")
    assert waiting(county) == waiting(city) == 0
    unit, task = clerk("bigdata"), owed(office, finding)
    unit.done(f"{task}/acknowledge")
    unit.done(f"{task}/plan", text="停止考核", scope="area", horizon="long_term")
    with office.reading() as session:
        (measure,) = session.scalars(select(RectificationMeasure.key))
    unit.done(f"{task}/done", measure=measure)
    unit.done(f"{task}/report", text="已全部整改", proofs=file())
    assert (waiting(county), waiting(city)) == (1, 0)
    assert finding.title in county.read("/verifying")
    assert "没有等待核查的问题" in city.read("/verifying")
    county.done(f"/findings/{finding.key}/steps/pass", comment="已到现场看过")
    assert (waiting(county), waiting(city)) == (0, 1)
    assert clerk("leader07").open("/verifying").status_code == 403


def waiting(someone):
    """Read how much the menu says that waits for verification."""
    page = someone.open("/verifying").get_data(as_text=True)
    entry = page.partition('href="/c/jf26/verifying"')[2].partition("</a>")[0]
    found = re.search(r"count-act\">(\d+)<", entry)
    return int(found[1]) if found else 0


def test_from_the_office_to_the_unit_the_verifier_and_back(clerk, office, finding):
    levels(office, "county")
    place = f"/findings/{finding.key}"
    city = assigned(clerk, office, finding)
    unit, task = clerk("bigdata"), owed(office, finding)
    assert "已签收" in unit.done(f"{task}/acknowledge")
    unit.done(f"{task}/plan", text="停止考核", scope="area", horizon="long_term")
    with office.reading() as session:
        (measure,) = session.scalars(select(RectificationMeasure.key))
    assert "过半" in unit.done(f"{task}/note", text="过半", progress="50")
    unit.done(f"{task}/explain", measure=measure, reason="已整体下线")
    unit.done(f"{task}/done", measure=measure)
    unit.done(f"{task}/time", due_on=LATER, reason="系统改造")
    assert "申请从" in city.read(f"{place}/steps/grant_time")
    assert "已同意延期" in city.done(f"{place}/steps/grant_time")
    unit.done(f"{task}/prove", proofs=file())
    unit.done(f"{task}/report", text="已全部整改", proofs=file("two.jpg"))
    assert stands(office, finding) == "reported"
    assert "进度 100%" in city.read(place)
    county = clerk("verifier_linyi")
    county.done(f"{place}/steps/fail", comment="仍在考核", due_on=LATER)
    assert "进度 50%" in city.read(place)
    unit.done(f"{task}/report", text="已再次整改", proofs=file("three.jpg"))
    assert "核查通过" in county.done(f"{place}/steps/pass", comment="属实")
    assert county.send(f"{place}/steps/close").status_code == 403
    assert "重新核查" in city.done(f"{place}/steps/object", reason="未改")
    county.done(f"{place}/steps/pass", comment="属实")
    assert "已销号" in city.done(f"{place}/steps/close")
    told = {"reason": "rebound", "comment": "又挂上了", "due_on": LATER}
    city.done(f"{place}/steps/reopen", **told)
    assert stands(office, finding) == "rectifying"


def test_a_desk_says_what_a_report_still_lacks(clerk, office, finding):
    assigned(clerk, office, finding)
    unit, task = clerk("bigdata"), owed(office, finding)
    unit.done(f"{task}/acknowledge")
    page = unit.read(task)
    assert "还差： 没有整改措施" in page
    assert "没有佐证材料" in page
    unit.done(f"{task}/plan", text="卸载", scope="point", horizon="now")
    page = unit.open(task)
    assert "还差： 还有 1 条措施没有完成" in text(page)
    assert 'name="text" rows="3" required' not in page.get_data(as_text=True)
    (key,) = keys(page, r'name="measure" value="([\w-]{22})"')
    unit.done(f"{task}/done", measure=key)
    unit.done(f"{task}/prove", proofs=file())
    page = unit.read(task)
    assert "还差" not in page
    assert "整改情况" in page


def reported(office, finding):
    """Let the unit take the finding on and report it, again if need be."""
    unit = unit_desk(office, "bigdata")
    if stands(office, finding) == "assigned":
        unit.acknowledges(finding)
        unit.plans(finding, "停止考核")
        unit.fulfils(finding)
    unit.proves(finding, "after.jpg")
    unit.reports(finding)


def test_what_waits_to_be_verified_is_on_that_level_s_first_page(
    clerk, office, finding
):
    levels(office, "county", "city")
    desk(office, "city").assign(finding, "LY-DSJ")
    reported(office, finding)
    county, city = clerk("verifier_linyi"), clerk("verifier_city")
    assert "待我核查 1" in county.read("/")
    assert "没有等待核查的问题" in city.read("/")
    desk(office, "verifier_linyi").passes(finding)
    assert "没有等待核查的问题" in county.read("/")
    assert "待我核查 1" in city.read("/")


def test_closing_is_offered_once_the_public_notice_is_over(clerk, office, finding):
    levels(office, "county", notice_days=5)
    place = f"/findings/{finding.key}"
    desk(office, "city").assign(finding, "LY-DSJ")
    reported(office, finding)
    desk(office, "verifier_linyi").passes(finding)
    closing = f"{place}/steps/close"
    assert closing not in clerk("city").open(place).get_data(as_text=True)
    with clock_at(now() + timedelta(days=6)):
        assert closing in clerk("city").open(place).get_data(as_text=True)


def test_the_way_bears_the_days_of_what_still_holds(clerk, office, finding):
    levels(office, "county", "city")
    place, city = f"/findings/{finding.key}", clerk("city")
    desk(office, "city").assign(finding, "LY-DSJ")
    assert not re.search(r"签收整改 ?20\d\d-", city.read(place))
    reported(office, finding)
    desk(office, "verifier_linyi").passes(finding)
    assert re.search(r"签收整改 ?20\d\d-", city.read(place))
    assert re.search(r"县级核查 ?20\d\d-", city.read(place))
    desk(office, "verifier_city").fails(finding, "仍在考核")
    assert not re.search(r"县级核查 ?20\d\d-", city.read(place))


def test_what_the_office_does_beside_the_way(clerk, office, finding):
    place, city = f"/findings/{finding.key}/steps", assigned(clerk, office, finding)
    city.done(f"{place}/escalate", level="city", reason="多次催办未改")
    answer = city.send(f"{place}/escalate", level="county", reason="再次")
    assert (answer.status_code, "更高的层级" in text(answer)) == (400, True)
    city.done(f"{place}/reclassify", category="A1.3", severity="major", reason="复核")
    told = {"manifest_level": "town", "cause_class": "discipline", "cause_text": "加码"}
    page = city.done(f"{place}/trace", **told, root=office.unit("SD-DSJ").key)
    assert "纪律：加码" in page
    told = {"to_unit": "市纪委", "digest": "拟由纪检核查", "reason": "违纪"}
    page = city.done(f"{place}/refer", **told, referred_on="")
    assert "移送记录" in page
    assert "拟由纪检核查" not in page
    assert "移送时登记" in page
    assert "违纪" not in page
    for login in ("leader07", "reviewer", "verifier_linyi"):
        seen = clerk(login).read(f"/findings/{finding.key}")
        for word in ("移送记录", "加码", "相关线索", "移送时登记"):
            assert word not in seen, (login, word)
    unit = clerk("bigdata").read(owed(office, finding))
    assert not [word for word in ("违纪", "加码", "纪律", "移送") if word in unit]


def test_what_no_longer_counts_is_told_to_who_had_received_it(clerk, office, finding):
    place, city = f"/findings/{finding.key}", assigned(clerk, office, finding)
    city.done(f"{place}/steps/clear", reason="经核不属实")
    assert city.send(f"{place}/steps/agree").status_code == 403
    other = clerk("city2")
    assert "更正通知" in other.done(f"{place}/steps/agree")
    assert "更正待告知 1" in other.read("/")
    with office.reading() as session:
        (correction,) = session.scalars(Correction.of(finding.id))
    page = other.done(f"{place}/corrections/{correction.key}/told")
    assert "已记下告知" in page
    assert "更正待告知" not in other.read("/")
    gone = other.send(f"{place}/corrections/{NOWHERE}/told")
    assert gone.status_code == 404


def test_a_proposal_is_declined_and_the_work_goes_on(clerk, office, finding):
    place = f"/findings/{finding.key}/steps"
    clerk("city").done(f"{place}/exempt", reason="先行先试")
    assert "继续办理" in clerk("city2").done(f"{place}/decline")
    assert stands(office, finding) == "confirmed"


def test_a_leader_fixes_on_the_spot_and_hears_the_unit(clerk, office, finding, visited):
    leader = clerk("leader07")
    leader.done(f"/findings/{finding.key}/steps/fix_on_spot", proofs=file())
    assert stands(office, finding) == "verifying"
    candidate = office.findings(visited.instance_id)[0]
    told = {"unit_text": "孟寺镇政府", "text": "上月已停用。"}
    page = leader.done(f"/findings/{candidate.key}/steps/statement", **told)
    assert "上月已停用。" in page


def test_a_unit_disputes_once_and_the_office_decides(clerk, office, finding):
    assigned(clerk, office, finding)
    unit = clerk("bigdata")
    task = owed(office, finding)
    assert "责任异议" in unit.done(f"{task}/dispute", reason="非我职责")
    assert unit.send(f"{task}/acknowledge").status_code == 404
    assigned(clerk, office, finding)
    again = owed(office, finding)
    assert "责任有异议" not in unit.read(again)
    assert unit.send(f"{again}/dispute", reason="仍有异议").status_code == 409


def test_a_follow_up_is_taken_up_with_one_button(clerk, office, finding):
    city = assigned(clerk, office, finding)
    with office.writing() as session:
        home = {"campaign_id": finding.campaign_id, "finding_id": finding.id}
        said = {"fix": "part", "advice": "extend", "new_due_on": date(2099, 6, 1)}
        at = datetime(2026, 5, 1, tzinfo=UTC)
        submission = finding.submission_id
        session.add(FollowUp(**home, **said, submission_id=submission, seen_at=at))
        key = next(s.key for s in office.submissions() if s.id == submission)
    place = f"/findings/{finding.key}"
    assert "采纳：延长时限" in city.read(place)
    assert "采纳：" not in clerk("leader07").read(place)
    take = f"{place}/follow-ups/{key}/take-up"
    assert "已采纳" in city.done(take, due_on="2099-06-01")
    assert city.send(take, due_on="2099-07-01").status_code == 409
    assert city.send(f"{place}/follow-ups/{NOWHERE}/take-up").status_code == 404


@pytest.mark.parametrize(
    ("login", "status"),
    [("leader08", 404), ("qihe", 404), ("civil", 404), ("verifier_linyi", 403)],
)
def test_other_people_take_no_step_here(clerk, office, finding, login, status):
    answer = clerk(login).send(f"/findings/{finding.key}/steps/assign", requirement="x")
    assert answer.status_code == status
    assert stands(office, finding) == "confirmed"


@pytest.mark.parametrize("login", ["civil", "city", "leader07"])
def test_another_unit_s_task_does_not_exist(clerk, office, finding, login):
    assigned(clerk, office, finding)
    task, someone = owed(office, finding), clerk(login)
    theirs = someone.send(f"{task}/acknowledge")
    nobodys = someone.send(f"/tasks/{NOWHERE}/acknowledge")
    assert theirs.status_code == nobodys.status_code
    assert theirs.status_code in (403, 404)
    assert stands(office, finding) == "assigned"


def test_a_measure_of_another_unit_is_not_there(clerk, office, finding):
    assigned(clerk, office, finding)
    unit, task = clerk("bigdata"), owed(office, finding)
    unit.done(f"{task}/acknowledge")
    assert unit.send(f"{task}/done", measure=NOWHERE).status_code == 404
    assert unit.send(f"{task}/vanish").status_code == 404


def test_the_desk_reminds_the_unit_and_only_it(clerk, office, finding):
    city = desk(office, "city")
    city.assign(finding, "LY-DSJ", oversight=("LY-MZJ",), due_on=due.today(now()))
    office.reminds()
    assert "到期提醒 今天到期或刚逾期 1" in clerk("bigdata").read("/tasks")
    overseer = clerk("civil").read("/tasks")
    assert "到期提醒" not in overseer
    assert "本单位监管 1" in overseer


# ---------------------------------------------------------------- a selection


def test_a_selection_is_assigned_at_once_and_says_what_was_not(clerk, office, finding):
    chosen = [finding, *(accepted(office, site) for site in ("甲村", "乙村", "丙村"))]
    with office.writing() as session:
        session.get_one(Finding, chosen[3].id).responsible_unit_id = None
    keys = [one.key for one in chosen]
    city = clerk("city")
    page = city.read("/ledger/assign", finding=keys)
    assert "能交办 3 件" in page
    assert "缺责任单位" in page
    said = city.done("/ledger/assign", finding=keys, requirement="立即整改", due_on=DUE)
    assert "已交办 3 件，1 件缺责任单位未交办" in said
    states = [stands(office, one) for one in chosen]
    assert states == ["assigned", "assigned", "assigned", "confirmed"]


def test_what_stands_elsewhere_is_left_and_counted(clerk, office, finding):
    with office.writing() as session:
        session.get_one(Finding, finding.id).status = "closed"
    city = clerk("city")
    told = {"requirement": "立即整改", "finding": [finding.key]}
    assert "已交办 0 件，1 件状态不符未交办" in city.done("/ledger/assign", **told)


def test_a_selection_is_refused_whole_for_what_all_of_it_lacks(clerk, office, finding):
    city, keys = clerk("city"), [finding.key]
    for told, status in (
        ({"finding": keys, "requirement": " "}, 422),
        ({"finding": keys, "requirement": "改", "due_on": "2020-01-01"}, 400),
        ({"requirement": "改"}, 400),
        ({"finding": [*keys, NOWHERE], "requirement": "改"}, 404),
    ):
        assert city.send("/ledger/assign", **told).status_code == status, told
    assert stands(office, finding) == "confirmed"


def test_only_an_office_selects(clerk, office, finding):
    assert "取消选择" in clerk("city").read("/ledger")
    assert "取消选择" not in clerk("city").read("/ledger", as_of="2099-01-01")
    for login in ("reviewer", "leader07", "verifier_linyi"):
        assert "取消选择" not in clerk(login).read("/ledger")
        told = {"finding": [finding.key], "requirement": "改"}
        assert clerk(login).send("/ledger/assign", **told).status_code == 403
