"""An import is taken back as a whole, while nothing stands on its rows."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from server.actions import campaigns, events, imports, people
from server.actions.access import SYSTEM, actor_of_user
from server.actions.campaigns import NewCampaign
from server.actions.imports import Kind, standing
from server.db import Base, reading, table, writing
from server.errors import NotFound, WrongState
from server.models import (
    Campaign,
    CategoryLead,
    Event,
    Grant,
    ImportBatch,
    Region,
    Role,
    Team,
    Unit,
    User,
    Visit,
)
from tests.server.actions.test_imports import REGIONS, USERS, as_csv

UNITS = "| code | name | region_code |\n"
BUREAU = UNITS + "| U1 | 临邑县信访局 | 371424 |\n| U2 | 临邑县民政局 | 371424 |"


@pytest.fixture
def home(app):
    with writing() as session:
        new = NewCampaign("dz", "德州", "DZ26", "371400000000")
        made = campaigns.create(session, SYSTEM, new)
    bring(made, Kind.REGIONS, REGIONS)
    return made


def bring(home, kind, drawn):
    """Import a table; answer the key to undo it by."""
    read = imports.read_table(as_csv(drawn), "x.csv")
    plan = imports.plan(kind, read, imports.known(reading(), SYSTEM, home, kind))
    new = imports.credentials(plan)
    with writing() as session:
        own = session.get_one(Campaign, home.id)
        imports.apply(session, SYSTEM, own, plan, new, "名单.csv")
    return newest(home).key


def newest(home):
    """Give the last import of the campaign."""
    return reading().scalars(ImportBatch.of(home.id).limit(1)).one()


def undo(home, key):
    with writing() as session:
        own = session.get_one(Campaign, home.id)
        imports.undo(session, SYSTEM, own, imports.named(session, own, key))


def count(model):
    return reading().scalar(select(func.count()).select_from(model))


def test_what_was_added_goes_and_one_event_says_so(home):
    key = bring(home, Kind.UNITS, BUREAU)
    undo(home, key)
    assert count(Unit) == 0
    last = reading().scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    assert last.action == "import.undone"
    batch = newest(home)
    assert batch.undone_at is not None
    assert batch.file_name == "名单.csv"
    with pytest.raises(WrongState):
        undo(home, key)


def test_what_was_changed_is_as_it_was_and_what_was_the_same_stays(home):
    bring(home, Kind.UNITS, BUREAU)
    renamed = BUREAU.replace("信访局", "信访和督查局") + "\n| U3 | 水利局 | 371424 |"
    undo(home, bring(home, Kind.UNITS, renamed))
    names = {one.code: one.name for one in reading().scalars(Unit.of(home.id))}
    assert names == {"U1": "临邑县信访局", "U2": "临邑县民政局"}


def test_a_later_import_is_undone_first(home):
    first = bring(home, Kind.UNITS, BUREAU)
    later = bring(home, Kind.UNITS, BUREAU.replace("信访局", "信访中心"))
    with pytest.raises(imports.ImportChangedSince) as refused:
        undo(home, first)
    assert refused.value.values["names"] == "U1"
    undo(home, later)
    undo(home, first)
    assert count(Unit) == 0


def test_what_stands_on_a_team_is_named_and_everything_stays(home):
    key = bring(home, Kind.TEAMS, "| code | name |\n| T1 | 一组 |\n| T2 | 二组 |")
    with writing() as session:
        team = session.scalars(Team.of(home.id).limit(1)).one()
        session.add(Visit(campaign_id=home.id, team_id=team.id, site_name="甲村"))
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(home, key)
    assert refused.value.values["zh"] == "一组：察访 1"
    assert refused.value.values["en"] == "一组：visits 1"
    assert count(Team) == 2


def test_a_region_stays_while_a_unit_or_another_campaign_is_in_it(home):
    key = reading().scalars(ImportBatch.of(home.id)).one().key
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(home, key)
    assert "德州市：专项 1" in str(refused.value.values["zh"])
    more = "| code | name |\n| 371424101 | 恒源街道 |"
    street = bring(home, Kind.REGIONS, more)
    units = bring(home, Kind.UNITS, UNITS + "| U9 | 恒源街道办 | 371424101 |")
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(home, street)
    assert refused.value.values["zh"] == "恒源街道：单位 1"
    undo(home, units)
    undo(home, street)
    assert reading().get(Region, "371424101000") is None


def test_a_region_below_another_import_keeps_it(home):
    upper = bring(home, Kind.REGIONS, "| code | name |\n| 371425 | 齐河县 |")
    bring(home, Kind.REGIONS, "| code | name |\n| 371425101 | 晏城街道 |")
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(home, upper)
    assert refused.value.values["zh"] == "齐河县：下级地区 1"


def test_people_lose_the_role_and_those_who_came_with_it_the_account(home):
    with writing() as session:
        own = session.get_one(Campaign, home.id)
        li = people.create_user(session, "li", "李", "x")
        people.grant_region(session, SYSTEM, own, li, Role.OFFICE, "371400000000")
    table_ = USERS + "| li | 李 | 审核 | 371424 | |\n| wu | 吴 | 审核 | 371424 | |"
    undo(home, bring(home, Kind.USERS, table_))
    assert [one.login for one in reading().scalars(select(User))] == ["li"]
    assert [one.role for one in reading().scalars(select(Grant))] == ["office"]


def test_people_who_have_done_something_or_were_given_more_stay(home):
    key = bring(home, Kind.USERS, USERS + "| wu | 吴 | 审核 | 371424 | |")
    with writing() as session:
        own = session.get_one(Campaign, home.id)
        wu = session.scalars(select(User).where(User.login == "wu")).one()
        people.grant_region(session, SYSTEM, own, wu, Role.VERIFIER, "371424000000")
        events.record(session, actor_of_user(session, wu), own, "campaign.set")
    with pytest.raises(imports.ImportStoodOn) as refused:
        undo(home, key)
    assert "wu：办过的事 1" in str(refused.value.values["zh"])
    assert "wu：角色 1" in str(refused.value.values["zh"])
    assert count(Grant) == 2


def test_who_leads_is_as_it_was(home):
    bring(home, Kind.UNITS, BUREAU)
    head = "| category | region | unit |\n"
    first = bring(home, Kind.LEADS, head + "| A1.1 | 371424 | U1 |")
    later = bring(home, Kind.LEADS, head + "| A1.1 | 371424 | U2 |")
    units = {one.id: one.code for one in reading().scalars(Unit.of(home.id))}
    undo(home, later)
    lead = reading().scalars(CategoryLead.of(home.id)).one()
    assert units[lead.unit_id] == "U1"
    undo(home, first)
    assert count(CategoryLead) == 0


def test_an_import_of_another_campaign_does_not_exist(home):
    with writing() as session:
        new = NewCampaign("ly", "临邑", "LY26", "371424000000")
        other = campaigns.create(session, SYSTEM, new)
    key = bring(home, Kind.UNITS, BUREAU)
    with pytest.raises(NotFound):
        undo(other, key)


def test_no_password_is_kept(home):
    given = "| login | display_name | role | region | team | password |\n"
    bring(home, Kind.USERS, given + "| wu | 吴 | 审核 | 371424 | | Geheim-12345-x |")
    batch = newest(home)
    assert "Geheim" not in str(batch.added)


@pytest.mark.parametrize("model", [Unit, Team, User])
def test_whatever_can_stand_on_a_row_has_a_name(model):
    target = table(model)
    leading = {
        there.name
        for there in Base.metadata.sorted_tables
        for key in there.foreign_keys
        if key.column.table is target and model is not User
    }
    placed = {there.name for there, _column in standing._placing()}
    assert leading | placed <= standing.NOUNS.keys()
