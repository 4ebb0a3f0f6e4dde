"""One box finds what somebody may see, by any part of it, and nothing else."""

from __future__ import annotations

import pytest

from server.db.search import FINDINGS, holding
from server.models import CategoryLead, Unit
from tests.actors.rectifying import Desk
from tests.actors.world import LINYI
from tests.server.console.clerk import keys, text
from tests.server.console.test_distinct import apps
from tests.server.console.test_notices import approve

__all__ = ["apps"]


@pytest.fixture
def numbered(office, visited):
    """Bring one finding of Linyi into the ledger; answer it."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    first, second = office.findings(visited.instance_id)
    leader.confirm(first, description="经核查，要求全部干部安装并每日登录打卡。")
    leader.drop(second, "重复")
    leader.submit(visited.instance_id)
    reviewer.accept(office.findings(visited.instance_id)[0], office.unit("LY-DSJ"))
    return office.findings(visited.instance_id)[0]


def found(clerk, login, wanted):
    return clerk(login).read("/search", q=wanted)


def test_a_finding_is_found_by_any_part_of_its_text(clerk, numbered):
    city = clerk("city")
    for wanted in ("网格e通", "每日登录", "打卡", "强制推广“网格", "孟寺镇人民"):
        page = city.open("/search", q=wanted).get_data(as_text=True)
        assert f"/findings/{numbered.key}" in page, wanted


def test_a_finding_is_found_by_its_number_or_the_end_of_it(clerk, numbered):
    for wanted in (numbered.finding_no, numbered.finding_no[-13:]):
        page = clerk("reviewer").open("/search", q=wanted).get_data(as_text=True)
        assert f"/findings/{numbered.key}" in page


def test_what_is_rewritten_is_found_by_its_new_words_only(office, visited):
    leader = office.person("leader07")
    first = office.findings(visited.instance_id)[0]
    leader.confirm(first, description="原来写的是考核通报，还有排名。")
    leader.edit(first, description="现在写的是登录时长，没有别的了。")
    with office.reading() as session:
        old, new = (
            set(session.scalars(holding(wanted, FINDINGS)))
            for wanted in ("考核通报", "登录时长")
        )
    assert first.id in new - old


def test_what_is_another_s_is_not_found(clerk, numbered):
    for login in ("qihe", "leader08", "leader01"):
        someone = clerk(login)
        for wanted in ("网格e通", numbered.finding_no, "孟寺镇人民政府"):
            assert "没有找到" in someone.read("/search", q=wanted), (login, wanted)
    assert "德州-07组" not in found(clerk, "leader01", "德州")


def test_what_was_written_in_a_submission_finds_it(office, clerk, visited):
    page = clerk("linyi").open("/search", q="随手拍").get_data(as_text=True)
    key = office.submission(visited.instance_id).key
    assert f"/submissions/{key}" in page


def test_places_units_teams_and_forms_are_found(clerk, visited):
    city = clerk("city")
    for wanted, shown in (
        ("孟寺", "孟寺镇"),
        ("371425", "齐河县"),
        ("民政", "临邑县民政局"),
        ("DZ0", "德州-08组"),
        ("visit", "Visit"),
    ):
        assert shown in city.read("/search", q=wanted)


def test_a_kind_of_problem_opens_its_ledger(clerk, visited):
    page = clerk("city").open("/search", q="打卡积分").get_data(as_text=True)
    assert "ledger?category=A1.2" in page


def test_who_leads_for_a_kind_of_problem_finds_it(office, clerk):
    city = clerk("city")
    with office.writing() as session:
        home = office.campaign(session)
        unit = session.query(Unit).filter_by(code="LY-MZJ").one()
        session.add(
            CategoryLead(
                campaign_id=home.id,
                category_code="A2.1",
                region_code=LINYI,
                unit_id=unit.id,
            )
        )
    page = city.open("/search", q="民政局")
    assert "牵头：临邑县民政局" in text(page)
    assert "ledger?category=A2.1" in page.get_data(as_text=True)


def test_the_sums_of_a_period_are_found_by_their_region(clerk):
    city = clerk("city")
    days = {"since": "2026-01-01", "until": "2026-01-31"}
    sums = {"problems": "3", "persons": "2", "sanctions": "1"}
    city.done("/outcomes", region=LINYI, **days, **sums)
    assert "结果数据 临邑县 2026-01-01 — 2026-01-31" in city.read("/search", q="临邑")
    for login in ("qihe", "leader07"):
        assert "结果数据" not in found(clerk, login, "临邑")


def test_what_is_counted_once_is_found_where_its_submission_is_seen(clerk, apps):
    for login, count in (("city", 1), ("linyi", 1), ("qihe", 0), ("leader08", 0)):
        page = clerk(login).open("/search", q="网格e通")
        opened = keys(page, r"/things/([\w-]{22})")
        assert len(opened) == count, login
        assert all(
            clerk(login).open(f"/things/{key}").status_code == 200 for key in opened
        )


def test_people_are_found_by_who_keeps_the_list_of_them(clerk):
    assert "verifier_linyi" in found(clerk, "city", "verifier")
    for login in ("linyi", "reviewer", "leader07"):
        assert "verifier_linyi" not in found(clerk, login, "verifier")


def test_a_unit_finds_its_own_tasks_and_nothing_else(office, clerk, numbered):
    bigdata = clerk("bigdata")
    assert "没有找到" in bigdata.read("/search", q="网格e通")
    Desk(office.app, "city", office.country.code).assign(numbered, "LY-DSJ")
    page = bigdata.read("/search", q="网格e通")
    assert numbered.finding_no in page
    assert "我的任务" in page
    assert "没有找到" in bigdata.read("/search", q="孟寺镇政")
    assert "没有找到" in found(clerk, "civil", "网格e通")


@pytest.mark.parametrize("wanted", ["", "  ", "“”", "\0"])
def test_an_empty_box_says_what_can_be_found(clerk, wanted):
    assert "写几个字就能找" in found(clerk, "city", wanted)


def test_every_page_has_the_box(clerk):
    page = clerk("inspector07").open("/ledger")
    assert 'action="/c/jf26/search"' in page.get_data(as_text=True), text(page)


# --------------------------------------------------- what offices write and plan


@pytest.fixture
def written(office, clerk, numbered):
    """Let the city's office draw a theme, draft a notice, and plan."""
    Desk(office.app, "city", office.country.code).assign(numbered, "LY-DSJ")
    city = clerk("city")
    city.done("/themes", region="371424000000", name="登录留痕", summary="层层截图")
    city.done("/arrangements", kind="group", name="综合协调组", owner="督查室主任")
    city.done("/milestones", name="摸底排查", days="3", due_on="2099-01-01")
    days = {"from_on": "2099-01-01", "to_on": "2099-01-31"}
    city.done("/rounds", no="1", name="集中走访", **days)
    told = {"kind": "supervision", "region": "371424000000", "unit": "LY-DSJ"}
    told |= {"due_on": "2099-01-01", "words": "每周报送。"}
    city.done("/notices", finding=[numbered.key], **told)
    bulletin = {"region": "371424000000", "since": "2026-01-01", "until": "2026-01-31"}
    city.done("/bulletins", title="临邑一月通报", **bulletin)
    return city


def test_what_offices_write_is_found_by_those_over_the_region_alone(clerk, written):
    kinds = {
        "层层截图": "共性问题",
        "每周报送": "通知",
        "一月通报": "通报",
        "督查室": "专班与计划",
        "摸底": "节点任务",
        "第1轮": "轮次",
        "集中走访": "轮次",
    }
    for login in ("city", "linyi", "verifier_linyi"):
        someone = clerk(login)
        for wanted, kind in kinds.items():
            assert kind in hits(someone, wanted), (login, wanted)
    for login in ("leader07", "bigdata"):
        someone = clerk(login)
        for wanted in kinds:
            assert "没有找到" in someone.read("/search", q=wanted), (login, wanted)
    another = clerk("qihe")
    for wanted in ("层层截图", "每周报送", "一月通报"):
        assert "没有找到" in another.read("/search", q=wanted), wanted


def hits(someone, wanted):
    """Read what a search found, beside the menu."""
    return someone.read("/search", q=wanted).partition(f"“{wanted}”")[2]


def test_a_unit_finds_a_notice_once_it_was_issued(clerk, written):
    assert "没有找到" in found(clerk, "bigdata", "每周报送")
    (key,) = keys(written.open("/notices"), r"/notices/([\w-]{20,})\"")
    approve(clerk("city2"), key)
    written.done(f"/notices/{key}/issue")
    page = clerk("bigdata").open("/search", q="每周报送").get_data(as_text=True)
    assert f"/tasks/notices/{key}" in page
    assert "没有找到" in found(clerk, "civil", "每周报送")


def test_a_planned_visit_is_found_by_those_who_see_its_team_alone(
    office, clerk, visited
):
    for mode, site in (("announced", "便民中心"), ("unannounced", "卫生院")):
        told = {"mode": mode, "region_code": "371424105000"}
        office.issue_visit("DZ01", f"孟寺镇{site}", "visit", **told)
    for login, many in (("city", 2), ("leader01", 2), ("leader07", 0), ("linyi", 0)):
        page = clerk(login).open("/search", q="孟寺镇").get_data(as_text=True)
        assert page.count("#visits") == many
