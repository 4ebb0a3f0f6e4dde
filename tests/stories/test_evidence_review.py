"""Story 3 (domain study §6): the evidence of six provincial teams is reviewed.

66 findings that their teams stand by become 59 in the ledger. These are put into nine
themes, of which each knows where its findings show and where they are rooted.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.actions import access, bulk, people, themes
from server.actions.access import SYSTEM
from server.actions.bulk import PAUSE
from server.actions.life.sorting import Origin
from server.actions.themes import Words
from server.console.pages import themes as pages
from server.db import clock_at, now
from server.errors import OwnFinding
from server.models import PhotoFlag, Role, Team, Unit
from tests.actors.device import Refused
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import desk
from tests.actors.world import BIAOBAISI, MENGSI

TEAMS = tuple(f"SD{number}" for number in range(1, 7))
EACH = 11
THEMES = 9
SITE = (37.1896, 116.8661)
FIX = {"lat": SITE[0], "lon": SITE[1], "acc": 10}
#: 900 m to the north of the site.
AWAY = {**FIX, "lat": SITE[0] + 900 / 111_195}
UNITS = {MENGSI: "LY-DSJ", BIAOBAISI: "QH-DSJ"}


@pytest.fixture
def teams(office):
    """Send six provincial teams out, each with a leader; the last one also reviews."""
    office.publish(VISIT)
    with office.writing() as session:
        home = office.campaign(session)
        home.settings = {**home.settings, "hold": "failing"}
        for code in TEAMS:
            team = Team(
                campaign_id=home.id,
                code=code,
                name=f"省{code[2:]}组",
                level="province",
                region_code=home.region_code,
                region_codes=[home.region_code],
            )
            session.add(team)
            session.flush()
            leader = people.create_user(session, code.lower(), code, "", code)
            people.grant_team(session, SYSTEM, team, leader, Role.TEAM_LEADER)
        people.grant_region(
            session, SYSTEM, home, leader, Role.REVIEWER, home.region_code
        )
    return TEAMS


@pytest.fixture
def visits(office, teams):
    """Let each team visit one place and send what it found."""
    return {code: visit(office, code) for code in teams}


def visit(office, code):
    """Fill eleven apps with a photo each, and send them; SD4's phone is ahead."""
    device = phone(office, code)
    device.clock = now() + timedelta(minutes=40 if code == "SD4" else 0)
    town = MENGSI if code in TEAMS[:3] else BIAOBAISI
    site = dict(zip(("latitude", "longitude"), SITE, strict=True))
    planned = office.issue_visit(code, f"{code}察访点", "visit", **site)
    rows = [
        {
            "app_name": f"{code}-{number}",
            "issuer": "某局",
            "forced": "yes",
            "shot": shot(code, number),
        }
        for number in range(EACH)
    ]
    filled = device.fill(
        "visit", visit_id=planned, site_name=f"{code}察访点", town=town, app=rows
    )
    if code == "SD1":
        bring_wrong_bytes(office, device, filled)
    device.push()
    office.work()
    return filled


def shot(code, number):
    """Take a photo; the first ones of two teams are odd."""
    first = number == 0
    gps = AWAY if first and code == "SD3" else FIX
    source = "gallery" if first and code == "SD2" else "in_page_camera"
    return photo(f"{code}-{number}.jpg", gps=gps, source=source)


def bring_wrong_bytes(office, device, filled):
    """Send other bytes than the manifest says: they are put aside and marked."""
    right = filled.files[0]
    device.send_answers(filled)
    where = device.create_upload(filled.instance_id, right)
    with pytest.raises(Refused):
        device.send_piece(where, 0, bytes(right.size))
    assert marks(office, filled) == {("SD1-0.jpg", "mismatch")}
    assert not any(file.received_at for file in office.files(filled.instance_id))


def marks(office, filled):
    """Name the marks of a visit's photos."""
    names = {file.id: file.name for file in office.files(filled.instance_id)}
    with office.reading() as session:
        kept = PhotoFlag.of(office.submission(filled.instance_id).id)
        return {(names[one.attachment_id], one.kind) for one in session.scalars(kept)}


def confirm(office, visits):
    """Let each leader stand by what the rules proposed, and submit it."""
    for code, filled in visits.items():
        leader = office.person(code.lower())
        unit = office.unit(UNITS[filled.answers["town"]])
        for finding in office.findings(filled.instance_id):
            leader.confirm(
                finding,
                description="经核查，要求全部干部安装并每日登录。",
                responsible_unit_id=unit.id,
            )
        leader.submit(filled.instance_id)


def given(office, visits, code):
    return office.findings(visits[code].instance_id)


def test_sixty_six_become_fifty_nine(office, visits):
    assert marks(office, visits["SD1"]) == set()
    assert marks(office, visits["SD2"]) == {("SD2-0.jpg", "gallery")}
    assert marks(office, visits["SD3"]) == {("SD3-0.jpg", "far")}
    assert {kind for _name, kind in marks(office, visits["SD4"])} == {"clock"}
    assert marks(office, visits["SD5"]) == set()
    confirm(office, visits)
    assert sum(len(given(office, visits, code)) for code in TEAMS) == 66

    reviewer = desk(office, "reviewer")
    for finding in given(office, visits, "SD2")[:3]:
        reviewer.hand_back(finding, "缺整治前照片，请补充。")
    accept_one_by_one(office, reviewer, given(office, visits, "SD3"))
    first, second = (given(office, visits, code) for code in ("SD3", "SD4"))
    for found, again in zip(first[:4], second[:4], strict=True):
        reviewer.merges(again, found)
    own, unit = given(office, visits, "SD6")[0], office.unit("QH-DSJ")
    with pytest.raises(OwnFinding):
        office.person("sd6").accept(own, unit)

    for code in ("SD2", "SD4"):
        accept_one_by_one(office, reviewer, given(office, visits, code))
    accept_together(office, [visits[code] for code in ("SD1", "SD5", "SD6")])
    assert_fifty_nine(office, visits)
    assert_nine_themes(office)


def accept_one_by_one(office, reviewer, findings):
    """What carries marks is opened by itself."""
    for finding in findings:
        if finding.status == "in_review":
            with office.reading() as session:
                unit = session.get(Unit, finding.responsible_unit_id)
            reviewer.accept(finding, unit)


def accept_together(office, visits):
    """What no check speaks of is accepted in one look, by somebody else."""
    keys = [office.submission(filled.instance_id).key for filled in visits]
    with office.writing() as session:
        actor = office.person("reviewer").who(session)
        home = access.campaign(session, actor, "jf26", "submission.review")
        bulk.decide(session, actor, home, "accept", keys, "")
    with clock_at(now() + PAUSE + timedelta(seconds=1)):
        office.work()


def assert_fifty_nine(office, visits):
    statuses = Counter(
        finding.status for code in TEAMS for finding in given(office, visits, code)
    )
    assert statuses == {"confirmed": 59, "merged": 4, "team_confirmed": 3}
    counted = office.person("city").ledger()
    assert len({finding.finding_no for finding in counted}) == 59
    authors = {finding.author_id for finding in counted}
    assert not authors & {finding.accepted_by for finding in counted}
    with office.reading() as session:
        far = session.scalars(select(PhotoFlag).where(PhotoFlag.kind == "far")).one()
    assert far.facts == {"metres": 900, "limit": 200, "acc": 10}
    assert office.failures() == []
    assert office.fsck() == []


def assert_nine_themes(office):
    """The office traces the findings and puts each into one of nine themes."""
    counted = sorted(office.person("city").ledger(), key=lambda one: one.finding_no)
    origin = Origin("town", None, "province", None, "style", "指标层层加码。")
    for finding in counted:
        desk(office, "city").traces(finding, origin)
    keys = [
        draw(office, f"第{nth + 1}个方面", counted[nth::THEMES])
        for nth in range(THEMES)
    ]
    read = [theme_page(office, key) for key in keys]
    assert sum(len(page.findings) for page in read) == 59
    for page in read:
        assert page.table["town", "province"] == len(page.findings) > 0


def draw(office, name, findings):
    with office.writing() as session:
        actor = office.person("city").who(session)
        home = office.campaign(session)
        theme = themes.draw(session, actor, home, home.region_code, Words(name))
        chosen = [
            access.finding(session, actor, one.key, "ledger.read") for one in findings
        ]
        themes.put(session, actor, theme, chosen)
        return theme.key


def theme_page(office, key):
    with office.reading() as session:
        actor = office.person("city").who(session)
        theme = access.theme(session, actor, key, "theme.read")
        return pages.read(session, actor, office.campaign(session), theme)
