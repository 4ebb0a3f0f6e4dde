"""Whatever people do to findings, what must hold always holds (domain study §2.3)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from server.db import clock_at
from server.errors import Refusal
from server.models import (
    COUNTED,
    Extension,
    Finding,
    FindingVersion,
    Proof,
    VerificationStep,
)
from server.reports import book
from server.reports.filters import LedgerFilter
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import desk, unit_desk

FILES = count(1)
BEGIN = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
DUE = date(2026, 5, 1)
WORDS = "经现场核实，情况属实。"
CITY, LATER = "city", date(2026, 8, 1)


@pytest.fixture
def ledger(office):
    """Give three findings that were just accepted, of two counties' teams."""
    office.publish(VISIT)
    with clock_at(BEGIN):
        return [accepted(office, site) for site in ("甲村", "乙村", "丙村")]


def accepted(office, site):
    device = phone(office, "DZ07", "inspector07")
    row = {"app_name": site, "issuer": "县局", "forced": "yes", "shot": photo("a.jpg")}
    filled = device.fill(
        "visit", site_name=site, town="371424105000", minutes=10, app=[row]
    )
    device.push()
    office.work()
    leader = office.person("leader07")
    (one,) = office.findings(filled.instance_id)
    leader.confirm(one, description=WORDS)
    leader.submit(filled.instance_id)
    office.person("reviewer").accept(one, office.unit("LY-DSJ"))
    return one


def moves(office):
    """List what anybody may try, allowed or not."""
    city, other = desk(office, CITY), desk(office, "city2")
    county, unit = desk(office, "verifier_linyi"), unit_desk(office, "bigdata")
    return {
        "assign": lambda f: city.assign(f, "LY-DSJ", due_on=DUE),
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
EXTRA = ["close by another", "close by the verifier", "agree second"]
#: Mostly the way that leads on, with whatever else anybody might try in between.
ONWARD = ["assign", "acknowledge", "plan", "fulfil", "prove", "report", "pass", "close"]
HISTORIES = some.lists(
    some.tuples(
        some.integers(0, 2), some.sampled_from([*NAMES, *EXTRA, *ONWARD, *ONWARD])
    ),
    min_size=10,
    max_size=30,
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
def test_whatever_is_done_the_invariants_hold(office, ledger, history):
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
    hold(office, seen)


def last_day(office):
    with office.reading() as session:
        moments = session.scalars(select(FindingVersion.from_at)).all()
    return max(moments)


def standing(office):
    """Say how every finding stands now."""
    with office.reading() as session:
        rows = session.execute(select(Finding.id, Finding.status, Finding.due_on))
        return {row.id: (row.status, row.due_on) for row in rows}


def hold(office, seen):
    with office.reading() as session:
        for finding in session.scalars(select(Finding)):
            _two_people_and_a_proof(session, finding)
            _due_dates_move_with_a_row(session, finding)
        _every_day_can_be_read_again(office, session, seen)
        _sums_agree(office, session)


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


def _sums_agree(office, session):
    """I4: by county, category and team the sum is the same."""
    person = office.person(CITY)
    actor, campaign = person.who(session), office.campaign(session)
    rows = session.scalars(book.counted(actor, campaign, None)).all()
    for name in ("county_code", "category_code", "team_id"):
        assert sum(Counter(getattr(row, name) for row in rows).values()) == len(rows)
