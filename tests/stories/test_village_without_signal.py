"""Story 1 (domain study §6): a village without signal becomes candidates, once."""

from datetime import date

import pytest
from sqlalchemy import select

from forms.library import workbook
from server.models import Campaign
from tests.actors.device import Device
from tests.actors.photos import photo
from tests.actors.wire import Cut, Line
from tests.faults.proxy import breaking

CLEAN = {
    "issuer_level": "county",
    "issuer_unit": "临邑县大数据局",
    "issuer_sector": "gov_office",
    "purpose": "office",
    "forced": "none",
    "coerce": "none",
    "in_assess": "no",
    "freq": "daily",
    "dup_app": "no",
    "trace": "no",
    "task": "no",
    "stale_months": 0,
    "commercial": "no",
    "flag_n": 0,
}
GROUP = {**CLEAN, "kind": "group", "group_expired": "no", "group_instant": "no"}


def shots(*names):
    gps = {"lat": 37.1893, "lon": 116.8662, "acc": 9.0, "age_s": 2}
    return tuple(photo(f"{name}.jpg", side=200, gps=gps) for name in names)


ITEMS = [
    {
        **CLEAN,
        "kind": "app",
        "app_name": "全能通",
        "minutes": 30,
        "forced": "install",
        "in_assess": "yes",
        "shot": shots("1a", "1b"),
    },
    {
        **CLEAN,
        "kind": "app",
        "app_name": "巡查宝",
        "minutes": 20,
        "purpose": "report patrol",
        "dup_entry": "yes",
        "dup_entry_n": 3,
        "trace": "yes",
        "shot": shots("2a"),
    },
    {**CLEAN, "kind": "app", "app_name": "学习园地", "minutes": 5},
    {
        **CLEAN,
        "kind": "mini",
        "app_name": "随手办",
        "minutes": 5,
        "task": "yes",
        "task_desc": "代收费用",
        "stale_months": 3,
        "shot": shots("4a"),
    },
    {**CLEAN, "kind": "mini", "app_name": "便民码", "minutes": 5},
    {
        **CLEAN,
        "kind": "account",
        "app_name": "孟寺发布",
        "minutes": 5,
        "dup_app": "yes",
        "dup_of": "临邑发布",
        "shot": shots("6a"),
    },
    {**CLEAN, "kind": "account", "app_name": "孟寺党建", "minutes": 0},
    {
        **GROUP,
        "app_name": "防汛群",
        "minutes": 5,
        "group_expired": "yes",
        "shot": shots("8a", "8b"),
    },
    {**GROUP, "app_name": "工作群", "minutes": 0},
]
VISIT = {
    "site_type": "town",
    "county": "371424000000",
    "town": "371424105000",
    "site_name": "孟寺镇政府",
    "visit_mode": "unannounced",
    "inspectors": 2,
    "loc": "37.1893 116.8662 21 8.5",
    "staff_n": 40,
    "talk_n": 5,
    "app": ITEMS,
    "n_all": 9,
    "n_flagged": 5,
    "sum_minutes": 75,
    "unit_confirm": "agree",
}
#: What the rule table says of these answers; A13 is about the whole form.
RULE_TABLE = {
    ("A01", 1),
    ("A03", 1),
    ("A05", 2),
    ("A06", 2),
    ("A07", 4),
    ("A09", 4),
    ("A04", 6),
    ("A10", 8),
    ("A13", None),
}
PLAN_ONLY = {("A04", 6), ("A09", 4), ("A13", None)}


@pytest.fixture
def village(office, line):
    """Give a phone that has the form and its regions, at the end of a bad line."""
    office.publish_file(workbook("app_burden"), "app_burden.xlsx")
    with breaking(line.base_url) as proxy:
        device = Device(Line(proxy.url)).enrol(office.invite("DZ07", "inspector07"))
        device.piece = 16 * 1024
        device.clock = device.clock.replace(year=2026, month=3, day=12)
        device.download("app_burden")
        yield device, proxy


def seen(office, filled):
    return {
        status: {
            (f.rule, f.position)
            for f in office.findings(filled.instance_id)
            if f.status == status
        }
        for status in ("candidate", "hint")
    }


def pieces(device, photos):
    return sum(-(-each.size // device.piece) for each in photos)


def sync_over_the_bad_line(office, device, proxy, filled):
    # The office stored it, and the phone never heard so.
    proxy.swallow("POST /api/v1/submissions")
    with pytest.raises(Cut):
        device.push()
    assert [each.state for each in office.submissions()] == ["partial"]

    # The second try breaks in the middle of the fifth photo.
    before_the_fifth = pieces(device, filled.files[:4])
    proxy.cut("PATCH", 9000, nth=before_the_fifth + 2)
    with pytest.raises(Cut):
        device.push()
    assert len(device.receipt(filled).files) == 4

    # The third carries on there, and loses the answer to the last of the seventh.
    rest = pieces(device, filled.files[4:]) - 1
    proxy.swallow("PATCH", nth=rest)
    with pytest.raises(Cut):
        device.push()
    device.push()
    assert proxy.broken == 3


def everything_is_there(office, filled):
    (kept,) = office.submissions()
    assert (kept.instance_id, kept.state) == (filled.instance_id, "complete")
    assert kept.xml == filled.xml
    evidence = office.files(filled.instance_id)
    assert [(f.name, f.sha256, office.bytes_of(f)) for f in evidence] == [
        (each.name, each.sha256, each.content) for each in filled.files
    ]
    assert office.fsck() == []


def test_a_village_without_signal_becomes_candidates_once(office, village):
    device, proxy = village
    visit_id = office.issue_visit(
        "DZ07", "孟寺镇政府", "app_burden", region_code="371424105000"
    )
    assert [each["id"] for each in device.visits()] == [visit_id]
    filled = device.fill("app_burden", visit_id=visit_id, team_code="DZ07", **VISIT)
    assert len(filled.files) == 7
    sync_over_the_bad_line(office, device, proxy, filled)
    office.work()
    assert not device.outbox
    everything_is_there(office, filled)
    assert office.visit_of(filled.instance_id).key == visit_id
    assert seen(office, filled) == {"candidate": RULE_TABLE, "hint": set()}

    before = office.dump()
    device.outbox[filled.instance_id] = filled
    device.push()
    office.work()
    assert office.dump() == before


def test_places_are_kept_as_wgs_84_with_their_accuracy(office, village):
    device, _ = village
    filled = device.fill("app_burden", **VISIT)
    device.push()
    office.work()
    place = {"lat": 37.1893, "lon": 116.8662, "alt": 21.0, "acc": 8.5}
    assert office.submission(filled.instance_id).answers["loc"] == place
    shot = {"lat": 37.1893, "lon": 116.8662, "acc": 9.0, "age_s": 2}
    assert [f.gps for f in office.files(filled.instance_id)] == [shot] * 7


def test_candidates_show_their_photos_row_and_bases(office, village):
    device, _ = village
    filled = device.fill("app_burden", **VISIT)
    device.push()
    office.work()
    found = {f.rule: f for f in office.findings(filled.instance_id)}
    rows = [row["repeat_uuid"] for row in filled.answers["app"]]
    assert [found[r].repeat_uuid for r in ("A01", "A05", "A10")] == [
        rows[0],
        rows[1],
        rows[7],
    ]
    assert found["A01"].title == "临邑县大数据局强制推广或要求定期登录“全能通”"
    assert found["A05"].severity == "serious"
    assert (found["A10"].instrument, found["A10"].days) == ("onspot", 3)
    assert found["A01"].proposed_unit_id == office.unit("LY-DSJ").id
    assert "2026办法（三）" in found["A01"].bases
    assert [photo.name for photo in office.evidence(found["A01"])] == [
        "1a.jpg",
        "1b.jpg",
    ]


def test_the_same_answers_of_2023_rest_on_the_plan_alone(office, village):
    device, _ = village
    with office.writing() as session:
        home = session.scalars(select(Campaign)).one()
        home.starts_on = date(2023, 7, 1)
    device.clock = device.clock.replace(year=2023, month=8)
    filled = device.fill("app_burden", **VISIT)
    device.push()
    office.work()
    assert seen(office, filled) == {
        "candidate": PLAN_ONLY,
        "hint": RULE_TABLE - PLAN_ONLY,
    }


def test_two_people_turn_a_village_into_lines_of_the_ledger(office, village):
    device, _ = village
    filled = device.fill("app_burden", **VISIT)
    device.push()
    office.work()
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for finding in office.findings(filled.instance_id):
        leader.confirm(finding, description=f"{finding.title}，现场核实属实。")
    assert leader.submit(filled.instance_id) == len(RULE_TABLE)
    unit = office.unit("LY-DSJ")
    numbers = [
        reviewer.accept(each, unit) for each in office.findings(filled.instance_id)
    ]
    assert sorted(numbers) == [f"JF26-371424-20260312-{n:04d}" for n in range(1, 10)]
    assert {each.finding_no for each in reviewer.ledger()} == set(numbers)
    (told,) = device.pull()["submissions"]
    assert (told["state"], sorted(told["finding_numbers"])) == (
        "accepted",
        sorted(numbers),
    )
