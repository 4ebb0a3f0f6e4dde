"""The set-up of a campaign, what hangs on it, and teams drawn by lot."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from server.models import Arrangement, Draw, Milestone, Team, Visit
from tests.actors.forms import NOTE, VISIT
from tests.actors.world import LINYI, QIHE
from tests.server.console.clerk import keys, text

GROUP = {"kind": "group", "name": "综合协调组", "owner": "市委督查室主任"}
FILE = """类型,名称,负责单位、职务,职责、内容、进展,依据文件、文号,从,到
牵头单位,市纪委监委,,,,,
工作组,综合协调组,市委督查室主任,统筹,,,
年度计划项,基层减负察访,市委办公室,,德办发〔2026〕1号,2026/3/1,2026-12-31
"""


def row(office, model):
    with office.reading() as session:
        return session.scalars(select(model).limit(1)).one()


def test_a_part_is_written_down_changed_and_taken_away(office, clerk):
    city = clerk("city")
    assert "还没有写专班" in city.read("/arrangements")
    assert "综合协调组" in city.done("/arrangements", **GROUP)
    key = row(office, Arrangement).key
    changed = {**GROUP, "text": "统筹、联络", "from_on": "2026-03-01"}
    assert "统筹、联络" in city.done(f"/arrangements/{key}", **changed)
    assert "还没有写专班" in city.done(f"/arrangements/{key}/remove")
    actions = [one.action for one in office.events()]
    assert actions[-3:] == [
        f"arrangement.{one}" for one in ("added", "changed", "removed")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "boss"},
        {"name": " "},
        {"from_on": "2026-03-02", "to_on": "2026-03-01"},
        {"from_on": "gestern"},
    ],
)
def test_what_cannot_be_is_refused(office, clerk, wrong):
    answer = clerk("city").send("/arrangements", **{**GROUP, **wrong})
    assert answer.status_code in (400, 422)
    assert office.count(Arrangement) == 0


def test_a_name_stands_once_in_its_kind(office, clerk):
    city = clerk("city")
    city.done("/arrangements", **GROUP)
    assert city.send("/arrangements", **GROUP).status_code in (400, 422)
    city.done("/arrangements", **{**GROUP, "kind": "measure"})
    assert office.count(Arrangement) == 2


def test_all_over_a_region_read_it_and_the_office_of_the_whole_writes_it(office, clerk):
    clerk("city").done("/arrangements", **GROUP)
    linyi = clerk("linyi")
    assert "综合协调组" in linyi.read("/arrangements")
    assert linyi.send("/arrangements", **GROUP).status_code == 403
    assert clerk("leader07").open("/arrangements").status_code == 403
    assert clerk("bigdata").open("/arrangements").status_code == 403


def test_milestones_are_part_of_it_and_keep_it(office, clerk):
    city = clerk("city")
    city.done("/arrangements", **GROUP)
    key = row(office, Arrangement).key
    task = {"name": "摸底", "days": "3", "due_on": "2099-01-01", "part": key}
    city.done("/milestones", **task)
    assert row(office, Milestone).arrangement_id == row(office, Arrangement).id
    assert "节点任务 1 项，完成 0 项" in city.read("/arrangements")
    refused = city.send(f"/arrangements/{key}/remove")
    assert refused.status_code == 409
    assert "1 项节点任务" in text(refused)


def test_a_visit_carries_out_an_item_of_the_plan(office, clerk):
    office.publish(NOTE)
    city = clerk("city")
    city.done("/arrangements", kind="plan_item", name="基层减负察访")
    team = next(one for one in teams(office) if one.code == "DZ07")
    told = {"site_name": "甲村", "forms": "note", "mode": "announced"}
    item = row(office, Arrangement).key
    city.done(f"/teams/{team.key}/visits", plan_item=item, **told)
    assert row(office, Visit).plan_item_id == row(office, Arrangement).id
    assert "未列入年度计划" not in city.read(f"/teams/{team.key}")
    beside = {**told, "site_name": "乙村"}
    assert "未列入年度计划" in city.done(f"/teams/{team.key}/visits", **beside)


def test_it_comes_by_file_and_is_undone(office, clerk):
    city = clerk("city")
    file = (io.BytesIO(FILE.encode()), "专班.csv")
    city.send("/imports/arrangements/apply", file=file)
    page = city.read("/arrangements")
    assert "德办发〔2026〕1号" in page
    assert "2026-03-01" in page
    (undo,) = keys(city.open("/imports/arrangements"), r"/imports/undo/[^\"]+")
    city.done(undo)
    assert office.count(Arrangement) == 0


def test_a_wrong_day_in_the_file_is_an_error_with_its_row(clerk):
    file = (io.BytesIO(FILE.replace("2026/3/1", "三月").encode()), "专班.csv")
    page = text(clerk("city").send("/imports/arrangements", file=file))
    assert "“三月”不是日期" in page


# ------------------------------------------------------------------------- lots


def teams(office):
    with office.reading() as session:
        return session.scalars(select(Team).order_by(Team.code)).all()


def drawing(office, *codes, **told):
    chosen = [one.key for one in teams(office) if one.code in codes]
    wish = {"purpose": "第二轮交叉察访", "places": [LINYI, QIHE], "seed": "07 21 33"}
    return {**wish, "teams": chosen, **told}


def test_counties_do_not_visit_themselves_and_the_record_draws_the_same(office, clerk):
    city = clerk("city")
    page = city.done("/draws", **drawing(office, "DZ07", "DZ01"))
    draw = row(office, Draw)
    # DZ07 is Linyi's own team and DZ01 is Qihe's.
    assert draw.result == ["DZ01", "DZ07"]
    assert "07 21 33" in page
    assert "结果相同" in page
    with office.writing() as session:
        session.get_one(Draw, draw.id).result = ["DZ07", "DZ01"]
    assert "记录被改动过" in city.read(f"/draws/{draw.key}")


def test_places_to_which_nobody_may_go_are_named(office, clerk):
    refused = clerk("city").send("/draws", **drawing(office, "DZ07", "DZ08"))
    assert "临邑县" in text(refused)
    assert office.count(Draw) == 0


@pytest.mark.parametrize("lacking", ["purpose", "teams", "places"])
def test_what_is_missing_is_said(office, clerk, lacking):
    told = drawing(office, "DZ07", "DZ01")
    told[lacking] = "" if lacking == "purpose" else []
    assert clerk("city").send("/draws", **told).status_code == 422
    assert office.count(Draw) == 0


@pytest.mark.parametrize("login", ["linyi", "reviewer", "leader07", "bigdata"])
def test_a_draw_says_where_teams_go_and_is_the_whole_offices_alone(
    office, clerk, login
):
    clerk("city").done("/draws", **drawing(office, "DZ07", "DZ01"))
    someone = clerk(login)
    for path in ("/draws", f"/draws/{row(office, Draw).key}"):
        assert someone.open(path).status_code == 403


def test_a_team_is_not_sent_where_it_must_not_go(office, clerk):
    office.publish(NOTE)
    city = clerk("city")
    content = f"代码,名称,回避地区\nDZ07,德州-07组,{QIHE}\n".encode()
    city.send("/imports/teams/apply", file=(io.BytesIO(content), "组.csv"))
    team = next(one for one in teams(office) if one.code == "DZ07")
    assert team.recusal_codes == [QIHE]
    told = {"site_name": "甲村", "forms": "note", "mode": "announced"}
    refused = city.send(f"/teams/{team.key}/visits", region="371425104000", **told)
    assert "要回避这个地区" in text(refused)
    city.done(f"/teams/{team.key}/visits", region=LINYI, **told)
    assert "回避：齐河县" in city.read(f"/teams/{team.key}")


# ------------------------------------------------------------ from lots to visits


def drawn(office, clerk):
    """Draw for two counties; give the clerk and the address of the draw."""
    office.publish(VISIT)
    city = clerk("city")
    city.done("/draws", **drawing(office, "DZ07", "DZ01"))
    return city, f"/draws/{row(office, Draw).key}"


def visits(office):
    with office.reading() as session:
        chosen = select(Visit, Team.code).join(Team, Team.id == Visit.team_id)
        return session.execute(chosen.order_by(Visit.id)).all()


def test_a_draw_that_is_accepted_becomes_a_visit_for_each_place(office, clerk):
    city, draw = drawn(office, clerk)
    told = {"forms": "visit", "mode": "unannounced", "planned_from": "2099-03-01"}
    assert "已安排察访 2 次" in city.done(f"{draw}/send", **told)
    made = [(one.region_code, code, one.status) for one, code in visits(office)]
    assert made == [(LINYI, "DZ01", "issued"), (QIHE, "DZ07", "issued")]
    assert all(one.secret_until is not None for one, _code in visits(office))
    again = city.send(f"{draw}/send", **told)
    assert again.status_code == 409
    assert office.count(Visit) == 2


def test_accepting_is_undone_as_a_whole_and_done_again(office, clerk):
    city, draw = drawn(office, clerk)
    told = {"forms": "visit", "mode": "announced"}
    city.done(f"{draw}/send", **told)
    assert city.send(f"{draw}/call-back", reason=" ").status_code == 422
    city.done(f"{draw}/call-back", reason="日期有变")
    assert {one.status for one, _code in visits(office)} == {"cancelled"}
    assert city.send(f"{draw}/call-back", reason="再撤").status_code == 409
    assert "已安排察访 2 次" in city.done(f"{draw}/send", **told)
    actions = [one.action for one in office.events()]
    assert actions.count("draw.sent") == 2
    assert actions.count("draw.called_back") == 1


def test_what_came_of_a_visit_keeps_all_of_them(office, clerk, device):
    city, draw = drawn(office, clerk)
    city.done(f"{draw}/send", forms="visit", mode="announced")
    mine = next(one for one, code in visits(office) if code == "DZ07")
    device.fill("visit", visit_id=mine.key, site_name="齐河县")
    device.push()
    refused = city.send(f"{draw}/call-back", reason="日期有变")
    assert refused.status_code == 409
    assert "齐河县：填报 1" in text(refused)
    assert "cancelled" not in {one.status for one, _code in visits(office)}


def test_recusals_hold_when_a_draw_is_accepted(office, clerk):
    city, draw = drawn(office, clerk)
    content = f"代码,名称,回避地区\nDZ07,德州-07组,{QIHE}\n".encode()
    city.send("/imports/teams/apply", file=(io.BytesIO(content), "组.csv"))
    refused = city.send(f"{draw}/send", forms="visit", mode="announced")
    assert "德州-07组 现在要回避齐河县" in text(refused)
    assert office.count(Visit) == 0


def test_a_record_that_was_altered_sends_nobody(office, clerk):
    city, draw = drawn(office, clerk)
    with office.writing() as session:
        session.scalars(select(Draw)).one().result = ["DZ07", "DZ01"]
    assert city.send(f"{draw}/send", forms="visit").status_code in (400, 422)
    assert office.count(Visit) == 0
    assert clerk("linyi").send(f"{draw}/send", forms="visit").status_code == 403


def test_what_was_held_counts_its_people_and_nothing_else_does(office, clerk):
    city = clerk("city")
    days = {"from_on": "2026-03-02", "to_on": "2026-03-04"}
    for name, people in (("培训班第一期", "140"), ("培训班第二期", "132")):
        city.done("/arrangements", kind="activity", name=name, people=people, **days)
    city.done("/arrangements", kind="talk", name="乡镇干部座谈", people="")
    page = city.read("/arrangements")
    assert "会议、培训等活动 2 共 272 人次" in page
    assert "140 人" in page
    for kind, people in (("group", "5"), ("activity", "五")):
        refused = city.send("/arrangements", kind=kind, name="x", people=people)
        assert refused.status_code == 400
        assert "人数" in text(refused)
    assert office.count(Arrangement) == 3
