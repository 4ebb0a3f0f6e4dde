"""What changed between two days: two sums, and every finding that moved."""

from datetime import UTC, date, datetime

import pytest

from server.actions import access
from server.db import clock_at
from server.reports import changes
from server.reports.changes import NOWHERE, Period, Stand
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import desk, unit_desk

PERIOD = Period(date(2026, 5, 1), date(2026, 5, 31))
EARLY, LATE = date(2026, 4, 20), date(2026, 6, 20)


def stand(status, due_on=None):
    return Stand(status, due_on)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (NOWHERE, stand("candidate"), set()),
        (stand("in_review"), stand("confirmed"), {"accepted"}),
        (NOWHERE, stand("closed"), {"accepted", "closed"}),
        (stand("rectifying", LATE), stand("closed", LATE), {"closed"}),
        (stand("closed", EARLY), stand("rectifying", LATE), {"reopened", "moved"}),
        (stand("rectifying", EARLY), stand("rectifying", EARLY), set()),
        (stand("rectifying", date(2026, 5, 9)),) * 2 + ({"late"},),
        (stand("rectifying", EARLY), stand("rectifying", LATE), {"moved"}),
        (stand("assigned", LATE), stand("rectifying", LATE), {"advanced"}),
        (stand("rectifying", EARLY), stand("cleared", EARLY), {"left"}),
        (stand("in_review"), stand("merged"), set()),
    ],
)
def test_what_a_change_is_called(before, after, told):
    assert changes.kinds(before, after, PERIOD) == told


def at(month, day):
    return clock_at(datetime(2026, month, day, 9, 0, tzinfo=UTC))


def accepted(office, site, team="DZ07", leader="leader07"):
    device = phone(office, team, leader)
    row = {"app_name": site, "issuer": "县局", "forced": "yes", "shot": photo("a.jpg")}
    filled = device.fill(
        "visit", site_name=site, town="371424105000", minutes=10, app=[row]
    )
    device.push()
    office.work()
    (one,) = office.findings(filled.instance_id)
    person = office.person(leader)
    person.confirm(one, description="经现场核实，情况属实。")
    person.submit(filled.instance_id)
    office.person("reviewer").accept(one, office.unit("LY-DSJ"))
    return one


def between(office, since, until, actor=access.SYSTEM):
    with office.reading() as session:
        return changes.read(
            session, actor, office.campaign(session), Period(since, until)
        )


def numbers(found, kind):
    return [one.finding.finding_no[-9:] for one in found.by_kind[kind]]


def test_a_months_changes_lie_between_its_two_sums(office):
    office.publish(VISIT)
    with at(4, 1):
        first, second = accepted(office, "甲村"), accepted(office, "乙村")
        desk(office, "city").assign(first, "LY-DSJ", due_on=date(2026, 5, 10))
    with at(5, 5):
        accepted(office, "丙村")
        desk(office, "city").proposes(second, "cleared")
        desk(office, "city2").agrees(second)
        unit_desk(office, "bigdata").acknowledges(first)
    found = between(office, date(2026, 4, 30), date(2026, 5, 31))
    assert (found.counted_before, found.counted_after) == (2, 2)
    lengths = {kind: len(rows) for kind, rows in found.by_kind.items() if rows}
    assert lengths == {"accepted": 1, "left": 1, "late": 1, "advanced": 1}
    quiet = between(office, date(2026, 6, 1), date(2026, 6, 30))
    assert not any(quiet.by_kind.values())


def test_a_team_sees_its_own_changes_and_no_other_teams_sums(office):
    office.publish(VISIT)
    with at(4, 1):
        accepted(office, "甲村")
        accepted(office, "乙村", team="DZ08", leader="leader08")
    leader = office.person("leader08")
    with office.reading() as session:
        seen = leader.who(session)
    found = between(office, date(2026, 3, 1), date(2026, 5, 1), seen)
    assert (found.counted_after, len(found.by_kind["accepted"])) == (1, 1)
