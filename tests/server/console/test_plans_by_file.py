"""What a campaign plans comes by file as well, and is taken back as a whole."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.actions import imports
from server.actions.access import SYSTEM
from server.db import now
from server.models import Arrangement, Milestone, OutcomeStat, Round, Team, Visit
from tests.actors.forms import VISIT
from tests.actors.world import LINYI, MENGSI
from tests.server.console.clerk import keys, text

SET_UP = """类型,名称,负责单位、职务,所属
工作组,综合协调组,市委督查室,
办公室,专班办,市委办公室,
成员,市委督查室副主任,统筹,综合协调组
成员,市委督查室副主任,联络,专班办
"""
TASKS = """节点任务,负责单位、职务,还需天数,时限,前置任务,挂在
集中察访,各组,10,2099-04-30,摸底排查,综合协调组
摸底排查,综合协调组,5,2099-03-31,,
"""
ROUNDS = """轮次,名称,从,到
1,第一轮,2099-03-01,2099-03-31
2,第二轮,2099/4/1,2099/4/30
"""
VISITS = f"""组代码,被察访单位,区划代码,表单,方式,从,到
DZ07,孟寺镇人民政府,{MENGSI},visit,四不两直,2099-03-09,2099-03-10
DZ08,孟寺镇便民中心,371424105,visit,事先通知,2099-03-09,
"""


def bring(someone, kind, content):
    """Import a table; answer what the page says."""
    file = (io.BytesIO(content.encode()), "计划.csv")
    return text(someone.send(f"/imports/{kind}/apply", file=file))


def undo(someone, kind):
    """Take the last import of a kind back; answer what the page says."""
    address = next(
        iter(keys(someone.open(f"/imports/{kind}"), r"/imports/undo/[^\"]+"))
    )
    return someone.send(address)


def rows(office, model):
    with office.reading() as session:
        return session.scalars(select(model).order_by(model.id)).all()


def test_members_come_with_their_groups_and_go_with_them(office, clerk):
    city = clerk("city")
    assert "已导入" in bring(city, "arrangements", SET_UP)
    houses = {one.id: one.name for one in rows(office, Arrangement)}
    members = [one for one in rows(office, Arrangement) if one.kind == "member"]
    assert [houses[one.part_of_id] for one in members] == ["综合协调组", "专班办"]
    page = city.read("/arrangements")
    assert page.count("市委督查室副主任") == 2
    assert "不变 4" in bring(city, "arrangements", SET_UP)
    assert undo(city, "arrangements").status_code == 303
    assert office.count(Arrangement) == 0


def test_a_group_with_members_of_another_import_stays(office, clerk):
    city = clerk("city")
    bring(city, "arrangements", "类型,名称\n工作组,综合协调组\n")
    told = {"kind": "member", "name": "副主任"}
    assert city.send("/arrangements", **told).status_code == 422
    group = rows(office, Arrangement)[0]
    city.done("/arrangements", part_of=group.key, **told)
    refused = undo(city, "arrangements")
    assert refused.status_code == 409
    assert "综合协调组：成员 1" in text(refused)
    refused = city.send(f"/arrangements/{group.key}/remove")
    assert "1 个成员" in text(refused)


def test_tasks_wait_for_others_of_the_file_and_go_as_a_whole(office, clerk):
    city = clerk("city")
    bring(city, "arrangements", SET_UP)
    assert "已导入" in bring(city, "milestones", TASKS)
    later, first = rows(office, Milestone)
    assert (later.name, later.after_id, first.after_id) == ("集中察访", first.id, None)
    assert later.arrangement_id is not None
    assert "不变 2" in bring(city, "milestones", TASKS)
    changed = TASKS.replace("各组,10", "各组,12")
    assert "更改 1" in bring(city, "milestones", changed)
    assert undo(city, "milestones").status_code == 303
    assert [one.days for one in rows(office, Milestone)] == [10, 5]
    assert undo(city, "milestones").status_code == 303
    assert office.count(Milestone) == 0


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("摸底排查,综合协调组,5", "摸底排查,综合协调组,五", "不是 1–3660 的整数"),
        ("2099-04-30,摸底排查", "2099-04-30,动员", "“动员”既不在本文件中"),
        (",综合协调组\n摸底", ",没有的组\n摸底", "“没有的组”既不在本文件中"),
        ("2099-03-31,,", "2099-03-31,集中察访,", "互相等待"),
        ("2099-03-31", "三月底", "“三月底”不是日期"),
    ],
)
def test_what_cannot_be_planned_is_refused_whole(office, clerk, was, wrong, said):
    city = clerk("city")
    bring(city, "arrangements", SET_UP)
    assert was in TASKS
    assert said in bring(city, "milestones", TASKS.replace(was, wrong))
    assert office.count(Milestone) == 0


def test_a_name_is_one_task(office, clerk):
    city = clerk("city")
    told = {"name": "摸底", "days": "3", "due_on": "2099-01-01"}
    city.done("/milestones", **told)
    assert "已有叫“摸底”的节点任务" in text(city.send("/milestones", **told))
    assert office.count(Milestone) == 1


def test_rounds_take_the_visits_of_their_days_and_let_them_go(office, clerk):
    office.publish(VISIT)
    city = clerk("city")
    bring(city, "visits", VISITS)
    assert "已导入" in bring(city, "rounds", ROUNDS)
    first, _second = rows(office, Round)
    assert {one.round_id for one in rows(office, Visit)} == {first.id}
    assert undo(city, "rounds").status_code == 303
    assert {one.round_id for one in rows(office, Visit)} == {None}
    assert office.count(Round) == 0
    assert "重叠" in bring(city, "rounds", ROUNDS.replace("2099/4/1", "2099/3/9"))
    assert office.count(Round) == 0


def test_visits_by_file_reach_phones_and_are_called_off(office, clerk):
    office.publish(VISIT)
    city = clerk("city")
    assert "已导入" in bring(city, "visits", VISITS)
    first, second = rows(office, Visit)
    assert (first.region_code, first.mode) == (MENGSI, "unannounced")
    assert (first.secret_until is not None, second.secret_until) == (True, None)
    assert "不变 2" in bring(city, "visits", VISITS)
    assert "内容不同" in bring(city, "visits", VISITS.replace("事先通知", "集中察访"))
    assert undo(city, "visits").status_code == 303
    assert {one.status for one in rows(office, Visit)} == {"cancelled"}
    assert "新增 2" in bring(city, "visits", VISITS)
    assert office.count(Visit) == 4


def test_visits_of_which_something_came_are_not_called_off(office, clerk, device):
    office.publish(VISIT)
    city = clerk("city")
    bring(city, "visits", VISITS)
    device.fill("visit", visit_id=rows(office, Visit)[0].key, site_name="孟寺镇")
    device.push()
    refused = undo(city, "visits")
    assert refused.status_code == 409
    assert "孟寺镇人民政府：填报 1" in text(refused)
    assert "cancelled" not in {one.status for one in rows(office, Visit)}


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("DZ08", "DZ99", "组“DZ99”不存在"),
        ("visit,事先", "nothing,事先", "没有标识为“nothing”"),
        ("事先通知", "骑马", "“骑马”不认识"),
        ("371424105,", "370102105,", "不在区划表中"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_with_its_row(
    office, clerk, was, wrong, said
):
    office.publish(VISIT)
    assert said in bring(clerk("city"), "visits", VISITS.replace(was, wrong))
    assert office.count(Visit) == 0


def test_a_file_sends_no_team_where_it_must_not_go(office, clerk):
    office.publish(VISIT)
    with office.writing() as session:
        team = session.scalars(select(Team).where(Team.code == "DZ08")).one()
        team.recusal_codes = [LINYI]
    assert "要回避这个地区" in bring(clerk("city"), "visits", VISITS)
    assert office.count(Visit) == 0


def test_visits_that_were_issued_meanwhile_are_not_issued_twice(office, clerk):
    office.publish(VISIT)
    with office.reading() as session:
        home = office.campaign(session)
        known = imports.known(session, SYSTEM, home, imports.Kind.VISITS)
    table = imports.read_table(VISITS.encode(), "visits.csv")
    plan = imports.plan(imports.Kind.VISITS, table, known)
    bring(clerk("city"), "visits", VISITS)
    with pytest.raises(imports.ImportOvertaken), office.writing() as session:
        imports.apply(session, SYSTEM, office.campaign(session), plan)
    assert office.count(Visit) == 2


def test_a_visit_that_was_issued_after_an_import_is_not_undone_with_it(office, clerk):
    office.publish(VISIT)
    city = clerk("city")
    bring(city, "visits", VISITS)
    with office.writing() as session:
        first, _second = session.query(Visit).order_by(Visit.id)
        first.created_at = now() + timedelta(minutes=1)
    assert undo(city, "visits").status_code == 303
    assert [one.status for one in rows(office, Visit)] == ["issued", "cancelled"]


SPOTS = f"""组代码,被察访单位,区划代码,表单,方式,从,到,保密至,位置
DZ07,孟寺镇人民政府,{MENGSI},visit,四不两直,2099-03-09,2099-03-10,2099/3/10,"37.10，116.9°"
DZ08,孟寺镇便民中心,371424105,visit,事先通知,2099-03-09,,2099-03-20,
"""


def test_a_visit_however_it_is_written_is_the_same_and_taken_back(office, clerk):
    office.publish(VISIT)
    city = clerk("city")
    brought = bring(city, "visits", SPOTS)
    assert "已导入" in brought
    first, _second = rows(office, Visit)
    assert (first.latitude, first.longitude) == (37.1, 116.9)
    again = bring(city, "visits", SPOTS)
    assert "不变 2" in again
    assert "保密至不起作用" in again
    assert undo(city, "visits").status_code == 303
    assert {one.status for one in rows(office, Visit)} == {"cancelled"}


def test_a_place_that_is_none_is_an_error_of_its_row(office, clerk):
    office.publish(VISIT)
    wrong = SPOTS.replace("37.10，116.9°", "县城东头")
    assert "位置“县城东头”无法识别" in bring(clerk("city"), "visits", wrong)
    assert office.count(Visit) == 0


def test_a_task_is_not_done_before_its_day(office, clerk):
    wrong = "节点任务,还需天数,时限,完成日期\n摸底,3,2099-01-01,2098-01-01\n"
    assert "完成日期在今天之后" in bring(clerk("city"), "milestones", wrong)


def test_what_waited_for_a_task_that_is_called_otherwise_is_not_put_back(office, clerk):
    city = clerk("city")
    bring(city, "arrangements", SET_UP)
    bring(city, "milestones", TASKS)
    apart = TASKS.replace("2099-04-30,摸底排查", "2099-04-30,")
    assert "更改 1" in bring(city, "milestones", apart)
    first = rows(office, Milestone)[1]
    told = {"name": "摸底调研", "days": "5", "due_on": "2099-03-31"}
    city.done(f"/milestones/{first.key}", **told)
    refused = undo(city, "milestones")
    assert refused.status_code == 409
    assert "摸底排查" in text(refused)


def test_a_file_that_puts_a_task_before_another_is_taken_back(office, clerk):
    city = clerk("city")
    bring(city, "milestones", "节点任务,还需天数,时限\n集中察访,10,2099-04-30\n")
    both = """节点任务,还需天数,时限,前置任务
集中察访,10,2099-04-30,动员
动员,2,2099-03-01,
"""
    assert "新增 1" in bring(city, "milestones", both)
    assert undo(city, "milestones").status_code == 303
    [left] = rows(office, Milestone)
    assert (left.name, left.after_id) == ("集中察访", None)


def test_tasks_that_were_written_down_meanwhile_are_not_overwritten(office, clerk):
    clerk("city").done("/milestones", name="摸底排查", days="3", due_on="2099-01-01")
    with office.reading() as session:
        home = office.campaign(session)
        table = imports.read_table(TASKS.replace("综合协调组", "").encode(), "a.csv")
        known = imports.known(session, SYSTEM, home, imports.Kind.MILESTONES)
        early = replace(known, milestones={})
        plan = imports.plan(imports.Kind.MILESTONES, table, early)
    with office.writing() as session, pytest.raises(imports.ImportOvertaken):
        imports.apply(session, SYSTEM, office.campaign(session), plan)
    assert [one.days for one in rows(office, Milestone)] == [3]


SUMS = f"""区划代码,从,到,查处问题,批评教育帮助和处理人数,党纪政务处分人数
371400000000,2026-03-01,2026-03-31,1896,2489,1366
{LINYI},2026/3/1,2026/3/31,12,20,5
"""


def holding(office):
    """Give the sums that hold, by region."""
    found = [one for one in rows(office, OutcomeStat) if one.replaced_at is None]
    return {one.region_code: (one.problems, one.persons) for one in found}


def test_a_sum_with_zeros_before_it_is_that_sum(office, clerk):
    city = clerk("city")
    assert "已导入" in bring(city, "outcomes", SUMS.replace("12,20", "00000000012,20"))
    assert holding(office)[LINYI] == (12, 20)
    more = SUMS.replace("12,20", "1234567890123,20")
    assert "“1234567890123”不是整数" in bring(city, "outcomes", more)


def test_sums_of_a_period_come_by_file_and_are_taken_back(office, clerk):
    city = clerk("city")
    assert "已导入" in bring(city, "outcomes", SUMS)
    assert holding(office) == {"371400000000": (1896, 2489), LINYI: (12, 20)}
    assert "与下级 1 个地区的合计不等" in city.read("/outcomes")
    assert "不变 2" in bring(city, "outcomes", SUMS)
    assert "更改 1" in bring(city, "outcomes", SUMS.replace("12,20,5", "13,21,5"))
    assert holding(office)[LINYI] == (13, 21)
    assert undo(city, "outcomes").status_code == 303
    assert holding(office)[LINYI] == (12, 20)
    assert undo(city, "outcomes").status_code == 303
    assert holding(office) == {}
    assert office.count(OutcomeStat) == 4


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("2489,1366", "1366,2489", "处分 2489 人多于处理 1366 人"),
        ("1896", "约1900", "“约1900”不是整数"),
        (LINYI, MENGSI, "是乡镇或村"),
        ("2026-03-01", "", "不能为空"),
        ("2026/3/31", "2026/2/1", "“到”早于“从”"),
    ],
)
def test_sums_that_cannot_be_are_refused_whole(office, clerk, was, wrong, said):
    assert said in bring(clerk("city"), "outcomes", SUMS.replace(was, wrong, 1))
    assert office.count(OutcomeStat) == 0


HELD = """类型,名称,负责单位、职务,从,人数
活动,党政正职培训班,市委组织部,2026-03-02,272
座谈走访,乡镇座谈,察访组,2026-03-09,
"""


def test_what_was_held_comes_by_file_and_is_taken_back(office, clerk):
    city = clerk("city")
    assert "已导入" in bring(city, "arrangements", HELD)
    assert [one.people for one in rows(office, Arrangement)] == [272, None]
    assert "不变 2" in bring(city, "arrangements", HELD)
    assert "党政正职培训班" in city.read("/search", q="正职培训")
    wrong = HELD.replace("活动,", "工作组,")
    assert "只有活动和座谈走访填人数" in bring(city, "arrangements", wrong)
    assert undo(city, "arrangements").status_code == 303
    assert office.count(Arrangement) == 0
