"""An unannounced visit does not exist for the visited region until it is over."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from server.actions import access, people, self_checks, visits
from server.actions.access import SYSTEM
from server.actions.life.due import today
from server.actions.self_checks import Asked
from server.db import clock_at, now
from server.errors import NotFound, WrongState
from server.models import EntityList, Finding, Role, Sharing, Team, Visit, VisitMode
from tests.actors.collect import Collect
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import Desk
from tests.actors.world import LINYI, MENGSI
from tests.server.actions.test_entities import LOOK, REGISTER
from tests.server.console.clerk import keys
from tests.server.console.test_walk import walk

#: Differs between two readings whatever happened: tokens, and what holds a clock.
PASSING = re.compile(r'(name="csrf" value|content|data-csrf)="[^"]*"|\d\d:\d\d(:\d\d)?')
LINYI_S = ("linyi", "leader08", "bigdata")


@pytest.fixture
def city_team(office):
    """Let the city have a team of its own that goes to Linyi."""
    with office.writing() as session:
        home = office.campaign(session)
        team = Team(
            campaign_id=home.id,
            code="CITY1",
            name="市直暗访组",
            region_code="371400000000",
            region_codes=[LINYI],
        )
        session.add(team)
        session.flush()
        user = people.create_user(session, "leader_city", "市组长", "", "SZ-01")
        people.grant_team(session, SYSTEM, team, user, Role.TEAM_LEADER)
    return "CITY1"


@pytest.fixture
def known(office, visited):
    """Put something in the ledger that Linyi may see."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    first, second = office.findings(visited.instance_id)
    leader.confirm(first, description="经核查，要求全部干部安装并每日登录。")
    leader.drop(second, "重复")
    leader.submit(visited.instance_id)
    reviewer.accept(office.findings(visited.instance_id)[0], office.unit("LY-DSJ"))


def goes(office, team, **told):
    """Send the team unannounced; it fills, sends, and one finding is numbered."""
    where = {"region_code": LINYI, "mode": VisitMode.UNANNOUNCED, **told}
    key = office.issue_visit(team, "绝密村委会", "visit", **where)
    carried = phone(office, team)
    filled = carried.fill(
        "visit",
        visit_id=key,
        town=MENGSI,
        site_name="绝密村委会",
        minutes=120,
        app=[{"app_name": "绝密通", "forced": "no", "shot": (photo("s.jpg"),)}],
    )
    carried.push()
    office.work()
    return key, office.submission(filled.instance_id)


def numbered(office, own):
    """Bring what came of it into the ledger; answer it."""
    leader, reviewer = office.person("leader_city"), office.person("reviewer")
    (found,) = office.findings(own.instance_id)
    leader.confirm(found, description="经现场核实，人均每日使用两个小时。")
    leader.submit(own.instance_id)
    reviewer.accept(office.findings(own.instance_id)[0], office.unit("LY-DSJ"))
    return office.findings(own.instance_id)[0]


def desk(office, login):
    return Desk(office.app, login, office.country.code)


def cells(workbook):
    """List what stands in the cells of a workbook."""
    sheets = load_workbook(io.BytesIO(workbook)).worksheets
    return {cell.value for sheet in sheets for row in sheet for cell in row}


def ends(office, key):
    with office.writing() as session:
        visit = session.scalars(select(Visit).where(Visit.key == key)).one()
        visits.end(session, SYSTEM, visit)


def pages(someone):
    """Read every page that somebody can reach, without what passes."""
    return {
        path: PASSING.sub("", page.get_data(as_text=True))
        for path, page in walk(someone, "/").items()
        if page.mimetype == "text/html"
    }


@pytest.mark.parametrize("login", LINYI_S)
def test_every_page_of_the_visited_region_is_what_it_was(
    office, clerk, known, city_team, login
):
    someone = clerk(login)
    before = pages(someone)
    numbered(office, goes(office, city_team)[1])
    after = pages(someone)
    assert after.keys() == before.keys()
    assert [path for path in before if after[path] != before[path]] == []
    assert len(before) > 1


def test_once_it_is_over_the_region_sees_what_came_of_it(
    office, clerk, known, city_team
):
    key, own = goes(office, city_team)
    linyi = office.person("linyi")
    assert own.instance_id not in linyi.sees_submissions()
    with pytest.raises(NotFound):
        linyi.opens_submission(own.key)
    ends(office, key)
    assert own.instance_id in linyi.sees_submissions()
    assert linyi.opens_submission(own.key).id == own.id
    assert "绝密村委会" in clerk("linyi").read("/submissions")


def test_it_is_over_when_its_last_day_is(office, known, city_team):
    day = today(now())
    _, own = goes(office, city_team, planned_from=day, planned_to=day)
    linyi = office.person("linyi")
    assert own.instance_id not in linyi.sees_submissions()
    with clock_at(now() + timedelta(days=1)):
        assert own.instance_id in linyi.sees_submissions()


def test_a_later_day_may_be_chosen(office, known, city_team):
    day = today(now())
    told = {"planned_to": day, "secret_to": day + timedelta(days=3)}
    _, own = goes(office, city_team, **told)
    linyi = office.person("linyi")
    with clock_at(now() + timedelta(days=2)):
        assert own.instance_id not in linyi.sees_submissions()
    with clock_at(now() + timedelta(days=4)):
        assert own.instance_id in linyi.sees_submissions()


def test_those_who_see_the_team_see_it_all_along(office, known, city_team):
    _, own = goes(office, city_team)
    for login in ("city", "reviewer"):
        assert own.instance_id in office.person(login).sees_submissions()
    assert office.person("reviewer").opens_submission(own.key).id == own.id


def test_an_announced_visit_is_seen_at_once(office, known, city_team):
    _, own = goes(office, city_team, mode=VisitMode.ANNOUNCED)
    assert own.instance_id in office.person("linyi").sees_submissions()


def test_an_unplanned_visit_is_secret_for_its_day_when_the_form_says_so(
    office, city_team
):
    mode = "| text | visit_mode | Mode | |"
    office.publish(VISIT.replace("| integer ", f"{mode}\n| integer ", 1))
    carried = phone(office, city_team)
    quiet, loud = (
        carried.fill("visit", town=MENGSI, site_name=site, visit_mode=mode)
        for site, mode in (("甲村", "unannounced"), ("乙村", "announced"))
    )
    carried.push()
    linyi, at = office.person("linyi"), office.submission(quiet.instance_id).finished_at
    with clock_at(at):
        assert linyi.sees_submissions() == [loud.instance_id]
    with clock_at(at + timedelta(days=1)):
        assert quiet.instance_id in linyi.sees_submissions()


def test_nothing_of_it_is_in_what_leaves(office, known, city_team):
    """Neither sheets, nor the export of a form, nor an as-of ledger name it."""
    linyi = office.person("linyi")
    before = len(linyi.ledger())
    _, own = goes(office, city_team)
    found = numbered(office, own)
    assert found.key in {one.key for one in office.person("city").ledger()}
    assert len(linyi.ledger()) == before
    assert found.finding_no not in cells(linyi.export())
    assert found.finding_no in cells(office.person("city").export())
    with pytest.raises(NotFound):
        linyi.opens_finding(found.key)


SPRING = {"since": "2026-04-01", "until": "2026-04-30"}


def test_a_county_s_bulletin_counts_what_the_county_may_know(office, clerk, city_team):
    office.publish(VISIT)
    with clock_at(datetime(2026, 4, 10, 4, tzinfo=UTC)):
        key, own = goes(office, city_team)
        found = numbered(office, own)
    city, linyi = clerk("city"), clerk("linyi")
    wide, near = (drafts(city, region) for region in ("371400000000", LINYI))
    assert "共认定问题1个" in reads(city, wide)
    for seat in (city, linyi):
        assert "共认定问题0个" in reads(seat, near)
        assert found.title not in reads(seat, near)
        assert found.finding_no not in seat.read(f"/bulletins/{near}/figures/counted")
    ends(office, key)
    assert "共认定问题1个" in reads(linyi, near)
    assert found.finding_no in linyi.read(f"/bulletins/{near}/figures/counted")


def drafts(head, region):
    """Begin a region's bulletin of April; answer its key."""
    head.done("/bulletins", region=region, title=region, **SPRING)
    page = head.open("/bulletins")
    return keys(page, rf'/bulletins/([\w-]{{20,}})">{region}<')[0]


def reads(someone, key):
    return someone.read(f"/bulletins/{key}").replace(" ", "")


def test_phones_of_the_region_s_own_teams_learn_nothing(office, known, city_team):
    theirs, key = phone(office, "DZ08"), office.key("DZ08")
    collect = Collect(theirs.wire, key)
    before = theirs.forms(), theirs.visits(), theirs.pull(), collect.form_list()
    goes(office, city_team)
    told = theirs.pull()
    assert (theirs.forms(), theirs.visits()) == before[:2]
    assert collect.form_list() == before[3]
    assert not told["visits_changed"]
    assert not told["forms_changed"]
    assert told["submissions"] == []


def test_a_unit_is_given_nothing_before_it_is_over(office, known, city_team):
    key, own = goes(office, city_team)
    found, city = numbered(office, own), desk(office, "city")
    with pytest.raises(WrongState) as refused:
        city.assign(found, "LY-DSJ")
    assert refused.value.code == "visit_secret"
    asked = Asked("371400000000", "department", "请自查。", date(2099, 1, 1))
    with pytest.raises(WrongState) as refused, office.writing() as session:
        self_checks.start(session, SYSTEM, session.get_one(Finding, found.id), asked)
    assert refused.value.code == "visit_secret"
    ends(office, key)
    city.assign(found, "LY-DSJ")


def test_a_visit_ends_once(office, city_team, known):
    key, _ = goes(office, city_team)
    ends(office, key)
    with pytest.raises(WrongState):
        ends(office, key)


def test_the_office_ends_it_on_the_team_s_page(office, clerk, known, city_team):
    key, _ = goes(office, city_team)
    city = clerk("city")
    (page,) = keys(city.open("/teams"), r'href="(/c/jf26/teams/[^"]+)">市直暗访组')
    assert "保密至结束" in city.read(page)
    assert "已结束察访" in city.done(f"/visits/{key}/end")
    assert "保密至结束" not in city.read(page)


def entries_of(office, login):
    """Name the entries of entity lists that somebody may see."""
    with office.reading() as session:
        actor = access.actor_of_user(session, office.person(login).user(session))
        seen = session.scalars(access.entries(actor, office.campaign(session)))
        return [one.label for one in seen]


def test_what_it_registers_is_in_no_list_of_the_region(office, city_team):
    office.publish(
        REGISTER.replace("entities", "| hidden | visit_id | | |\nentities", 1)
    )
    office.publish(LOOK)
    where = {"region_code": LINYI, "mode": VisitMode.UNANNOUNCED}
    key = office.issue_visit(city_team, "绝密村委会", "register", **where)
    carried = phone(office, city_team)
    block = {"label": "井 绝密"}
    carried.fill("register", visit_id=key, kind="绝密", town=MENGSI, entity=block)
    carried.push()
    office.work()
    assert entries_of(office, "city") == ["井 绝密"]
    assert entries_of(office, "linyi") == []
    with office.writing() as session:
        session.execute(update(EntityList).values(sharing=Sharing.CAMPAIGN))
    other = phone(office, "DZ07")
    assert len(carried.rows("look", "wells.csv")) == 1
    assert other.rows("look", "wells.csv") == []
    ends(office, key)
    assert len(other.rows("look", "wells.csv")) == 1
    assert entries_of(office, "linyi") == ["井 绝密"]
