"""Whom rules mean: the site, the town's government, who leads for the category."""

import pytest

from server.actions import imports
from server.actions.access import SYSTEM
from server.actions.imports import Kind, Table
from server.models import Unit
from tests.actors.forms import VISIT
from tests.actors.world import BIAOBAISI, LINYI, MENGSI

MEANT = (
    VISIT.replace("county_lead |", "town_gov |").replace(
        "| A1.3 重复 |", "| A2.1 超范围挂牌 |"
    )
    + """| V03 | | minutes>=60 | A1.3 重复与多头填报 | general | county_lead | 牵头 | |
| V04 | | minutes>=60 | A2.3 制度上墙 | general | site | 被察访 | |
"""
)


def found(office, device, **answers):
    device.download("visit")
    filled = device.fill("visit", minutes=75, **answers)
    device.push()
    office.work()
    return {one.rule: one for one in office.findings(filled.instance_id)}


def add_unit(office, code, name, region, kind):
    with office.writing() as session:
        home = office.campaign(session)
        session.add(
            Unit(
                campaign_id=home.id,
                code=code,
                name=name,
                kind=kind,
                level="town",
                region_code=region,
            )
        )
    return office.unit(code).id


def led(office, *rows):
    """Import who leads; answer the plan."""
    head = ("问题类别代码", "区划代码", "单位代码")
    table = Table(1, head, tuple(enumerate(rows, 2)))
    with office.writing() as session:
        home = office.campaign(session)
        known = imports.known(session, SYSTEM, home, Kind.LEADS)
        plan = imports.plan(Kind.LEADS, table, known)
        if not plan.errors:
            imports.apply(session, SYSTEM, home, plan)
    return plan


@pytest.fixture(autouse=True)
def published(office):
    office.publish(MEANT)


def test_the_towns_government_is_proposed(office, device):
    own = add_unit(office, "MS", "孟寺镇人民政府", MENGSI, "town_gov")
    add_unit(office, "BBS", "表白寺镇人民政府", BIAOBAISI, "town_gov")
    finding = found(office, device, site_name="某站", town=MENGSI)["V02"]
    assert (finding.proposed_unit_id, finding.responsible_unit_id) == (own, None)
    assert finding.responsible_text == "孟寺镇人民政府"


def test_of_two_governments_of_a_town_none_is_proposed(office, device):
    add_unit(office, "MS", "孟寺镇人民政府", MENGSI, "town_gov")
    add_unit(office, "MS2", "孟寺镇政府（旧）", MENGSI, "town_gov")
    finding = found(office, device, site_name="某站", town=MENGSI)["V02"]
    assert finding.proposed_unit_id is None


def test_the_site_is_the_unit_of_that_name(office, device):
    finding = found(office, device, site_name="临邑县民政局", town=MENGSI)["V04"]
    assert finding.proposed_unit_id == office.unit("LY-MZJ").id
    assert finding.responsible_text == "临邑县民政局"


def test_who_leads_is_proposed_and_the_nearest_goes_first(office, device):
    city = ("A1.3", "371400000000", "SD-DSJ")
    assert led(office, city, ("A1.3", LINYI, "LY-DSJ")).errors == ()
    near = found(office, device, site_name="甲", town=MENGSI)["V03"]
    assert near.proposed_unit_id == office.unit("LY-DSJ").id
    away = found(office, device, site_name="乙", town=BIAOBAISI)["V03"]
    assert away.proposed_unit_id == office.unit("SD-DSJ").id


def test_who_leads_may_be_imported_afterwards(office, device):
    finding = found(office, device, site_name="甲", town=MENGSI)["V03"]
    assert finding.proposed_unit_id is None
    led(office, ("A1.3", "371424", "LY-DSJ"))
    office_now = found(office, device, site_name="甲", town=MENGSI)
    assert office_now["V03"].proposed_unit_id == office.unit("LY-DSJ").id
    with office.reading() as session:
        kept = session.get_one(type(finding), finding.id)
        assert kept.proposed_unit_id == office.unit("LY-DSJ").id
        assert kept.responsible_unit_id is None


def test_another_category_has_another_lead(office, device):
    led(office, ("A1.3", LINYI, "LY-DSJ"), ("A1.1", LINYI, "LY-MZJ"))
    finding = found(office, device, site_name="甲", town=MENGSI)["V03"]
    office.person("leader07").edit(finding, category_code="A1.1")
    with office.reading() as session:
        kept = session.get_one(type(finding), finding.id)
        assert kept.proposed_unit_id == office.unit("LY-MZJ").id


def test_a_file_of_leads_is_wrong_by_row(office):
    plan = led(
        office,
        ("A9.9", LINYI, "LY-DSJ"),
        ("A1.3", "371499000000", "LY-DSJ"),
        ("A1.3", "370000000000", "SD-DSJ"),
        ("A1.3", LINYI, "NONE"),
        ("A1.3", LINYI, "LY-DSJ"),
    )
    assert [(one.row, one.code) for one in plan.errors] == [
        (2, "category_unknown"),
        (3, "region_unknown"),
        (5, "unit_unknown"),
        (6, "row_twice"),
    ]


def test_the_same_file_again_changes_nothing(office):
    row = ("A1.3", LINYI, "LY-DSJ")
    led(office, row)
    assert led(office, row).unchanged == 1
    (change,) = led(office, ("A1.3", LINYI, "LY-MZJ")).changes
    assert change.fields() == {"unit_code": ("LY-DSJ", "LY-MZJ")}
