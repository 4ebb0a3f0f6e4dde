"""A role ends where it ends: what it does not name is done by nobody who holds it."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import select

from server.actions import people
from server.actions.access import SYSTEM
from server.db import clock_at, now
from server.models import (
    Attachment,
    ExportJob,
    Proof,
    Rectification,
    Role,
    SelfCheckTask,
    SelfReport,
    Submission,
    Team,
    User,
    Visit,
)
from tests.actors.clue_desk import soon
from tests.actors.photos import photo
from tests.actors.rectifying import accepted, desk
from tests.actors.world import LINYI, QIHE
from tests.server.console.clerk import text

CITY = "371400000000"


@pytest.fixture
def finding(office, visited):
    """Give a finding of the ledger that a unit owes."""
    found = accepted(office)
    desk(office, "city").assign(found, "LY-DSJ")
    return found


@pytest.fixture
def seated(office, clerk, password_hash):
    """Give a function that seats somebody new with one role over the city."""

    def sits(role):
        with office.writing() as session:
            home = office.campaign(session)
            made = people.create_user(session, role.value, role.value, password_hash)
            people.grant_region(session, SYSTEM, home, made, role, CITY)
        return clerk(role.value)

    return sits


def owed(office, finding):
    with office.reading() as session:
        return session.scalars(Rectification.of(finding.id)).first().key


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CLUE_OFFICER])
def test_a_team_s_page_is_for_those_who_look_at_teams(office, seated, role):
    with office.reading() as session:
        key = session.scalar(select(Team.key).where(Team.code == "DZ07"))
    assert seated(role).open(f"/teams/{key}").status_code == 404


def test_an_office_that_acts_for_a_unit_does_not_dispute_for_it(office, clerk, finding):
    with office.writing() as session:
        gone = session.scalars(select(User).where(User.login == "bigdata")).one()
        gone.disabled_at = gone.created_at
    city, task = clerk("city"), owed(office, finding)
    refused = city.send(f"/tasks/{task}/dispute", reason="不是我们")
    assert refused.status_code == 403
    assert city.send(f"/tasks/{task}/acknowledge").status_code == 303


def test_a_working_group_sends_no_team_to_what_a_unit_found(
    office, clerk, finding, seated
):
    asked = {"region": LINYI, "kind": "department", "due_on": str(soon())}
    city = clerk("city")
    begun = city.send(f"/findings/{finding.key}/extend", words="请自查。", **asked)
    check = begun.headers["Location"].rpartition("/")[2]
    with office.reading() as session:
        unit = office.unit("LY-MZJ").id
        task = session.scalars(
            select(SelfCheckTask).where(SelfCheckTask.unit_id == unit)
        ).one()
        team = session.scalar(select(Team.key).where(Team.code == "DZ07"))
    told = {"words": "有", "found": "some", "reports": "某应用强制推广"}
    clerk("civil").send(f"/tasks/checks/{task.key}/answer", **told)
    with office.reading() as session:
        report = session.scalars(select(SelfReport)).one().key
    sent = {"report": report, "team": team, "visit_on": str(soon())}
    before = office.count(Visit)
    group = seated(Role.WORKING_GROUP)
    assert group.send(f"/checks/{check}/send", **sent).status_code == 403
    assert office.count(Visit) == before
    assert city.send(f"/checks/{check}/send", **sent).status_code == 303


def test_a_leader_gets_no_picture_that_a_unit_brought(office, clerk, finding, seated):
    unit, task = clerk("bigdata"), owed(office, finding)
    unit.done(f"/tasks/{task}/acknowledge")
    after = (io.BytesIO(photo("after.jpg").content), "after.jpg")
    unit.done(f"/tasks/{task}/prove", proofs=after)
    with office.reading() as session:
        proof = session.scalars(select(Proof)).one().key
    leader = seated(Role.LEADER_VIEW)
    assert leader.open(f"/proofs/{proof}", save=1).status_code == 403
    page = leader.open(f"/findings/{finding.key}").get_data(as_text=True)
    assert proof not in page
    assert clerk("city").open(f"/proofs/{proof}").status_code == 200


def test_originals_leave_with_who_reviews_there_and_not_elsewhere(
    office, clerk, finding
):
    with office.writing() as session:
        home = office.campaign(session)
        leader = session.scalars(select(User).where(User.login == "leader07")).one()
        people.grant_region(session, SYSTEM, home, leader, Role.REVIEWER, QIHE)
        for one in session.scalars(select(Attachment)):
            one.is_released = True
    names = {}
    for login in ("leader07", "city"):
        asked = {"kind": "pack_originals", "team": "DZ07", "purpose": "存档"}
        assert clerk(login).send("/exports", **asked).status_code == 303
        office.work()
        with office.reading() as session:
            key = (
                session.scalars(select(ExportJob).order_by(ExportJob.id)).all()[-1].key
            )
        taken = clerk(login).open(f"/exports/{key}/file").data
        names[login] = zipfile.ZipFile(io.BytesIO(taken)).namelist()
    assert [one for one in names["city"] if "original" in one]
    assert not [one for one in names["leader07"] if "original" in one]


def test_a_file_is_chosen_by_what_the_page_says(clerk, finding):
    book = clerk("city").open("/exports", kind="book", county=LINYI)
    assert 'value="clues"' not in book.get_data(as_text=True)
    register = clerk("city").open("/exports", kind="clues").get_data(as_text=True)
    assert 'value="clues"' in register
    assert 'value="book"' not in register


def test_a_photo_that_was_covered_brings_its_finding_among_the_changed(
    office, clerk, finding
):
    (shot, *_) = office.evidence(finding)
    with office.reading() as session:
        sent = session.get_one(Submission, finding.submission_id).key
    later = now().replace(year=now().year + 1)
    with clock_at(later):
        city = clerk("city")
        day = str(later.date())
        assert finding.title not in city.read("/ledger", changed_from=day)
        drawn = "[[0.1,0.1,0.5,0.5]]"
        city.done(f"/submissions/{sent}/photos/{shot.key}/cover", regions=drawn)
        assert finding.title in city.read("/ledger", changed_from=day)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_nobody_means_is_refused_in_words(clerk, visited, day):
    city = clerk("city")
    for path, field in (("/ledger", "as_of"), ("/ledger", "changed_from")):
        assert city.open(path, **{field: day}).status_code == 400
    assert city.open("/clues", as_of=day).status_code == 400
    assert "9999" not in text(city.open("/submissions", since=day))
