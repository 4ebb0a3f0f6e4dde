"""Story 4 (domain study §6): the rectification list, to its close-out.

Of the story's 4,800 findings there are 12 here, one in four hundred: 11 are closed (for
4,406), one of them with an extension; one passes its due date; one of the 11 rebounds,
so that 10 are closed afterwards (for 4,396). The counties are all there: 136, and 15
functional zones beside them, visited in two rounds. The rebound is told by the office;
the finding that form e proposes of it is told in the tests of follow-ups.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from server.actions import milestones, people, rounds
from server.actions.access import SYSTEM
from server.actions.life.verification import OwnWork
from server.db import clock_at
from server.errors import Incomplete
from server.models import Region, Role, User
from server.reports import overview
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import WORDS, desk, levels, unit_desk
from tests.actors.world import LINYI, MENGSI, QIHE

CITIES = range(1, 17)
COUNTIES, ZONES = 136, 15
LATE, LATER = date(2026, 4, 30), date(2026, 5, 31)


def at(month, day):
    return clock_at(datetime(2026, month, day, 9, 0, tzinfo=UTC))


def refused(error, act, *told):
    with pytest.raises(error) as found:
        act(*told)
    return found.value.code


def chart(office, as_of=None):
    with office.reading() as session:
        return overview.read(session, SYSTEM, office.campaign(session), as_of)


# ---------------------------------------------------------------- the list


@pytest.fixture
def listed(office):
    """Let a team find 12 things at one site, and a reviewer accept them."""
    office.publish(VISIT)
    levels(office, "county", "city", notice_days=5)
    with at(3, 12):
        sender = phone(office, "DZ07", "inspector07")
        rows = [
            {
                "app_name": f"应用{n}",
                "issuer": "局",
                "forced": "yes",
                "shot": photo(f"{n}"),
            }
            for n in range(12)
        ]
        filled = sender.fill("visit", site_name="镇", town=MENGSI, minutes=10, app=rows)
        sender.push()
        office.work()
        leader, reviewer = office.person("leader07"), office.person("reviewer")
        for one in office.findings(filled.instance_id):
            leader.confirm(one, description=WORDS)
        leader.submit(filled.instance_id)
        found = office.findings(filled.instance_id)
        assert refused(Incomplete, reviewer.accept, found[0], None) == "unit_missing"
        for one in found:
            reviewer.accept(one, office.unit("LY-DSJ"))
    return found


def verified(office, finding):
    """Carry a finding from its assignment to its verification, level by level."""
    owing = unit_desk(office, "bigdata")
    with at(5, 5):
        owing.proves(finding, "after.jpg")
        owing.plans(finding, "卸载并停止考核下载量")
        owing.fulfils(finding)
        owing.reports(finding)
    with at(5, 6):
        desk(office, "verifier_linyi").passes(finding)
        desk(office, "verifier_city").passes(finding)


def test_from_the_list_to_the_close_out_and_back(office, listed):
    city, owing = desk(office, "city"), unit_desk(office, "bigdata")
    *closed, late = listed
    with at(4, 1):
        with pytest.raises(Incomplete, match="requirement_missing"):
            city.assign(late, "LY-DSJ", requirement="", due_on=LATE)
        for one in listed:
            city.assign(one, "LY-DSJ", due_on=LATE)
    with at(4, 20):
        for one in listed:
            owing.acknowledges(one)
        assert refused(Incomplete, owing.reports, late) == "measure_missing"
        owing.asks_for_time(closed[0], LATER)
        city.answers_for_time(closed[0], granted=True)
    for one in closed:
        verified(office, one)
        with at(5, 14):
            desk(office, "city2").closes(one)
    with at(6, 10):
        city.reopens(closed[1], "rebound", date(2026, 7, 10))
    before, after = chart(office, date(2026, 6, 9)), chart(office, date(2026, 6, 10))
    assert [one.by_status["closed"] for one in (before, after)] == [11, 10]
    assert [one.tally.counted for one in (before, after)] == [12, 12]
    assert [one.rate for one in (before, after)] == [91.7, 83.3]
    assert [one.tally.late for one in (before, after)] == [1, 1]
    assert _done(office, closed[1])[-2:] == [
        ("finding.close", "city2", "2026-05-14"),
        ("finding.reopen", "city", "2026-06-10"),
    ]


def test_who_reported_it_does_not_close_it(office, listed):
    (one, *_rest) = listed
    with office.writing() as session:
        user, home = office.person("bigdata").user(session), office.campaign(session)
        people.grant_region(session, SYSTEM, home, user, Role.OFFICE, LINYI)
    with at(4, 1):
        desk(office, "city").assign(one, "LY-DSJ", due_on=LATE)
        unit_desk(office, "bigdata").acknowledges(one)
    verified(office, one)
    with at(5, 14):
        assert refused(OwnWork, desk(office, "bigdata").closes, one) == "own_work"
        desk(office, "city2").closes(one)


def _done(office, finding):
    """List what was done about a finding: what, by whom and on which day."""
    with office.reading() as session:
        people = {one.id: one.login for one in session.scalars(select(User))}
    return [
        (one.action, people[one.user_id], one.at.date().isoformat())
        for one in office.events()
        if (one.subject, one.subject_id) == ("finding", finding.id) and one.user_id
    ]


# ---------------------------------------------------------------- two rounds


def province(session, home):
    """Widen the campaign to a province of 136 counties and 15 zones."""
    home.region_code = "370000000000"
    known = [LINYI, QIHE]
    made = [
        f"37{city:02}{number:02}000000" for number in range(31, 40) for city in CITIES
    ]
    counties = made[: COUNTIES - len(known)]
    zones = [f"37{city:02}71000000" for city in CITIES][:ZONES]
    for code in (*counties, *zones):
        above = f"{code[:4]}00000000"
        named = {"name": f"县{code[2:6]}", "level": "county", "parent_code": above}
        zone = code in zones
        session.add(Region(code=code, is_functional_zone=zone, **named))
    home.settings = {**home.settings, "zones_count": False}
    return [*known, *counties]


def visit(office, counties, day):
    """Let a team go to counties on a day, and send a form from each."""
    with clock_at(day):
        sender = phone(office, "DZ07", "inspector07")
        sender.clock = day
        for code in counties:
            town = f"{code[:6]}100000"
            sender.fill("visit", site_name=code, town=town, minutes=10, app=[])
        sender.push()


def test_two_rounds_cover_136_counties_and_the_missing_one_is_named(office):
    office.publish(VISIT)
    with office.writing() as session:
        home = office.campaign(session)
        counties = province(session, home)
        for no, month in ((1, 3), (2, 4)):
            first, last = date(2026, month, 1), date(2026, month, 30)
            plan = rounds.Plan(no, "专项调研", first, last)
            rounds.start(session, SYSTEM, home, plan)
    visit(office, counties, datetime(2026, 3, 5, 9, 0, tzinfo=UTC))
    visit(office, counties[:-1], datetime(2026, 4, 5, 9, 0, tzinfo=UTC))
    found = chart(office)
    assert (found.covered, len(found.denominator), len(found.counties)) == (
        136,
        136,
        151,
    )
    one, two = found.rounds
    assert (one.covered, one.denominator, one.missing) == (136, 136, ())
    assert (two.covered, two.denominator) == (135, 136)
    assert two.missing == (f"县{counties[-1][2:6]}",)


# ---------------------------------------------------------------- backwards


def test_the_milestone_chart_turns_red_where_slack_is_below_zero(office):
    with office.writing() as session, at(4, 20):
        home = office.campaign(session)
        home.ends_on = date(2026, 5, 10)
        first = milestones.Plan("第二轮调研", "综合组", 12)
        before = milestones.add(session, SYSTEM, home, first)
        then = milestones.Plan("核查销号", "核查组", 10, after_id=before.id)
        milestones.add(session, SYSTEM, home, then)
        alone = milestones.Plan("编印简报", "综合组", 3)
        milestones.add(session, SYSTEM, home, alone)
        found, slots = milestones.placed(session, home)
    slack = {one.name: (slots[one.id].slack, slots[one.id].is_red) for one in found}
    assert slack == {
        "第二轮调研": (-1, True),
        "核查销号": (-1, True),
        "编印简报": (18, False),
    }
