"""Whatever people do to findings, what must hold always holds (domain study §2.3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from server.actions.life import hands
from server.db import clock_at
from server.errors import Refusal
from server.models import (
    COUNTED,
    Extension,
    Finding,
    FindingVersion,
    Proof,
    Rectification,
    VerificationStep,
)
from server.reports.filters import LedgerFilter
from tests.actors import sums
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import desk, unit_desk
from tests.actors.world import BIAOBAISI, MENGSI

FILES = count(1)
BEGIN = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
DUE = date(2026, 5, 1)
WORDS = "经现场核实，情况属实。"
CITY, LATER = "city", date(2026, 8, 1)
PLACES = [
    ("DZ07", "甲村", MENGSI),
    ("DZ08", "乙村", MENGSI),
    ("DZ01", "丙村", BIAOBAISI),
]


@pytest.fixture
def ledger(office):
    """Give three findings that were just accepted, of two teams, and one in review."""
    office.publish(VISIT)
    with clock_at(BEGIN):
        found = [accepted(office, *place) for place in PLACES]
        return [*found, in_review(office, "DZ07", "丁村", MENGSI)]


def first_of(office):
    """Give the finding into which others are merged."""
    with office.reading() as session:
        return session.scalars(select(Finding).order_by(Finding.id).limit(1)).one()


def in_review(office, team, site, town):
    device = phone(office, team)
    row = {"app_name": site, "issuer": "县局", "forced": "yes", "shot": photo("a.jpg")}
    filled = device.fill("visit", site_name=site, town=town, minutes=10, app=[row])
    device.push()
    office.work()
    leader = office.person(f"leader{team[-2:]}")
    (one,) = office.findings(filled.instance_id)
    leader.confirm(one, description=WORDS)
    leader.submit(filled.instance_id)
    return one


def accepted(office, team, site, town):
    one = in_review(office, team, site, town)
    office.person("reviewer").accept(one, office.unit("LY-DSJ"))
    return one


def moves(office):
    """List what anybody may try, allowed or not."""
    city, other = desk(office, CITY), desk(office, "city2")
    county, unit = desk(office, "verifier_linyi"), unit_desk(office, "bigdata")
    reviewer = desk(office, "reviewer")
    return {
        "assign": lambda f: city.assign(f, "LY-DSJ", due_on=DUE),
        "assign with another": lambda f: city.assign(
            f, "LY-DSJ", "LY-MZJ", due_on=DUE, oversight=("SD-DSJ",)
        ),
        "assign to another": lambda f: city.assign(f, "LY-MZJ", due_on=DUE),
        "merge": lambda f: reviewer.merges(f, first_of(office)),
        "accept": lambda f: reviewer.accept(f, office.unit("LY-DSJ")),
        "escalate": lambda f: city.escalates(f, "province"),
        "refer": city.refers,
        "reclassify": lambda f: city.reclassifies(f, "A1.3", "major"),
        "give time": lambda f: city.gives_time(f, LATER),
        "exempt": lambda f: city.proposes(f, "exempted"),
        "decline": other.declines,
        "acknowledge": unit.acknowledges,
        "dispute": lambda f: unit.disputes(f, "不属本单位职责。"),
        "plan": lambda f: unit.plans(f, "整改"),
        "fulfil": unit.fulfils,
        "prove": lambda f: unit.proves(f, f"after{next(FILES)}.jpg"),
        "report": unit.reports,
        "ask": lambda f: unit.asks_for_time(f, LATER),
        "grant": lambda f: city.answers_for_time(f, granted=True),
        "pass": county.passes,
        "fail": lambda f: county.fails(f, "仍有问题。", LATER),
        "close": city.closes,
        "close by another": other.closes,
        "close by the verifier": county.closes,
        "reopen": lambda f: city.reopens(f, "rebound", LATER),
        "propose": lambda f: city.proposes(f, "cleared"),
        "agree": city.agrees,
        "agree second": other.agrees,
    }


NAMES = (
    "assign acknowledge dispute plan fulfil prove report ask grant pass fail "
    "close reopen propose agree"
).split()
EXTRA = [
    *("close by another", "close by the verifier", "agree second", "decline"),
    *("assign with another", "assign to another", "merge", "accept", "exempt"),
    *("escalate", "refer", "reclassify", "give time", "agree second"),
]
#: Mostly the way that leads on, with whatever else anybody might try in between.
ONWARD = ["assign", "acknowledge", "plan", "fulfil", "prove", "report", "pass", "close"]
HISTORIES = some.lists(
    some.tuples(
        some.integers(0, 3), some.sampled_from([*NAMES, *EXTRA, *ONWARD, *ONWARD])
    ),
    min_size=10,
    max_size=30,
)


#: What a ledger may be asked for, beside the day.
FILTERS = some.builds(
    LedgerFilter,
    severity=some.sampled_from(["", "general", "serious", "major"]),
    status=some.sampled_from(["", "assigned", "rectifying,reported", "closed"]),
    overdue=some.sampled_from(["", "", "1"]),
    team=some.sampled_from(["", "", "DZ07", "DZ01"]),
    text=some.sampled_from(["", "", "村", "推广"]),
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES, some.lists(FILTERS, min_size=3, max_size=3))
def test_whatever_is_done_the_invariants_hold(office, ledger, history, asked):
    able, seen = moves(office), {}
    start = max(last_day(office), BEGIN) + timedelta(days=1)
    for number, (which, name) in enumerate(history):
        with clock_at(start + timedelta(days=number)):
            try:
                able[name](ledger[which])
            except Refusal:
                continue
            finally:
                day = (start + timedelta(days=number)).date()
                seen[day] = standing(office)
    hold(office, seen, asked)


def last_day(office):
    with office.reading() as session:
        moments = session.scalars(select(FindingVersion.from_at)).all()
    return max(moments)


def standing(office):
    """Say how every finding stands now."""
    with office.reading() as session:
        rows = session.execute(select(Finding.id, Finding.status, Finding.due_on))
        return {row.id: (row.status, row.due_on) for row in rows}


def hold(office, seen, asked):
    with office.reading() as session:
        for finding in session.scalars(select(Finding)):
            _two_people_and_a_proof(session, finding)
            _due_dates_move_with_a_row(session, finding)
        _every_day_can_be_read_again(office, session, seen)
        _sums_agree(office, session, asked, sorted(seen))
        _spells_follow_one_another(session)


def _two_people_and_a_proof(session, finding):
    """I2, I3: a reviewer who is not the author; closed by somebody else, proven."""
    assert finding.status not in COUNTED or finding.accepted_by != finding.author_id
    if finding.status != "closed":
        return
    assert session.scalar(Proof.of(finding.id)) is not None
    passed = VerificationStep.of(finding.id).where(VerificationStep.passed)
    verifiers = {step.verifier_id for step in session.scalars(passed)}
    assert finding.closed_by is not None
    assert finding.closed_by not in {finding.verified_by, finding.reported_by}
    assert hands.worked(session, finding, finding.closed_by) is None
    assert hands.worked(session, finding, finding.verified_by) is None
    assert finding.verified_by in verifiers


def _due_dates_move_with_a_row(session, finding):
    """I11: each change of a due date has its row."""
    versions = session.scalars(
        select(FindingVersion)
        .where(FindingVersion.finding_id == finding.id)
        .order_by(FindingVersion.from_seq)
    )
    dates = [version.due_on for version in versions if version.due_on]
    moved = sum(a != b for a, b in pairwise(dates))
    granted = session.scalars(
        Extension.of(finding.id).where(Extension.granted.is_(True))
    ).all()
    assert moved <= len(granted)


def _every_day_can_be_read_again(office, session, seen):
    """I5, I6: the ledger of a past day is what it was on that day."""
    person = office.person(CITY)
    actor, campaign = person.who(session), office.campaign(session)
    for day, stood in seen.items():
        chosen = LedgerFilter(as_of=day)
        found = chosen.rows(session, chosen.select(actor, campaign), 100)
        read = {one.id: (one.status, one.due_on) for many in found for one in many}
        assert read == {
            key: state for key, state in stood.items() if state[0] in COUNTED
        }


def _sums_agree(office, session, asked, days):
    """I4: by county, category and team the sum is the same, for any filter and day."""
    person = office.person(CITY)
    actor, campaign = person.who(session), office.campaign(session)
    for number, chosen in enumerate(asked):
        day = days[len(days) * number // len(asked)] if number else None
        wanted = replace(chosen, as_of=day)
        total = sums.count(session, actor, campaign, wanted)
        parts = sums.by_each(session, actor, campaign, wanted)
        assert set(parts.values()) <= {total}, (wanted, parts)


def _spells_follow_one_another(session):
    """I5: a unit has one part at a time, and one unit leads."""
    for finding in session.scalars(select(Finding)):
        spells = session.scalars(Rectification.ever(finding.id)).all()
        for unit in {one.unit_id for one in spells}:
            own = [one for one in spells if one.unit_id == unit]
            assert all(a.released_at <= b.assigned_at for a, b in pairwise(own))
        leading = [one for one in spells if one.part == "lead" and not one.released_at]
        assert len(leading) <= 1
