"""A finding from the ledger to a proven close-out (domain study §2.3)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from server.actions import people
from server.actions.access import SYSTEM
from server.actions.life import verification, work
from server.actions.life.aside import OwnProposal
from server.actions.life.assignment import DisputeSpent
from server.actions.life.more_time import ExtensionOpen, ExtensionsSpent
from server.actions.life.verification import OtherLevel, OwnVerification, OwnWork
from server.db import now
from server.errors import BadInput, Incomplete, NotAllowed, NotFound, WrongState
from server.models import Extension, FindingVersion, Role
from tests.actors.rectifying import again, desk, levels, proof, reported, unit_desk

DUE = date(2099, 4, 1)


def test_from_the_ledger_to_the_close_out(office, finding, city, bigdata, county):
    levels(office, "county", "city")
    reported(city, bigdata, finding)
    county.passes(finding)
    assert again(office, finding).status == "verifying"
    desk(office, "verifier_city").passes(finding)
    assert again(office, finding).status == "pending_notice"
    city.closes(finding)
    closed = again(office, finding)
    assert (closed.status, closed.due_on) == ("closed", DUE)
    assert closed.closed_by != closed.verified_by
    assert [line.id for line in city.ledger()] == [finding.id]


def test_every_step_is_a_version_that_can_be_read_as_of_its_time(
    office, finding, city, bigdata, county
):
    reported(city, bigdata, finding)
    county.passes(finding)
    with office.reading() as session:
        versions = session.scalars(
            select(FindingVersion)
            .where(FindingVersion.finding_id == finding.id)
            .order_by(FindingVersion.from_seq)
        ).all()
    stands = list(dict.fromkeys(version.status for version in versions))
    assert stands[-5:] == [
        "confirmed",
        "assigned",
        "rectifying",
        "reported",
        "pending_notice",
    ]
    assert all(a.to_seq == b.from_seq for a, b in pairwise(versions))
    assert versions[-1].to_seq is None
    assert versions[-1].state["due_on"] == DUE.isoformat()


@pytest.mark.parametrize(
    ("told", "missing"),
    [({"requirement": " "}, "requirement_missing")],
)
def test_what_an_assignment_lacks_is_named(finding, city, told, missing):
    with pytest.raises(Incomplete) as refused:
        city.assign(finding, "LY-DSJ", **told)
    assert refused.value.code == missing


def test_a_due_date_is_never_in_the_past(finding, city):
    with pytest.raises(BadInput):
        city.assign(finding, "LY-DSJ", due_on=now().date() - timedelta(days=2))


def test_without_a_date_the_severity_sets_it(office, finding, city):
    city.assign(finding, "LY-DSJ")
    given = again(office, finding)
    assert given.due_on == given.original_due_on
    assert given.due_on is not None
    assert given.due_on > now().date()


def test_a_unit_disputes_once(office, finding, city, bigdata):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.disputes(finding, "该应用由市局主办，不属我局职责。")
    assert again(office, finding).status == "confirmed"
    assert bigdata.owes() == []
    city.assign(finding, "LY-DSJ", due_on=DUE)
    with pytest.raises(DisputeSpent):
        bigdata.disputes(finding, "仍有异议。")


def test_another_unit_takes_over_and_the_first_sees_it_no_more(
    office, finding, city, bigdata
):
    civil = unit_desk(office, "civil")
    city.assign(finding, "LY-DSJ", due_on=DUE)
    assert civil.owes() == []
    city.assign(finding, "LY-MZJ", due_on=DUE)
    assert bigdata.owes() == []
    assert [owed.finding_id for owed in civil.owes()] == [finding.id]
    with pytest.raises(NotFound):
        bigdata.acknowledges(finding)


def test_only_the_leading_unit_reports(office, finding, city, bigdata):
    civil = unit_desk(office, "civil")
    city.assign(finding, "LY-DSJ", "LY-MZJ", due_on=DUE)
    civil.acknowledges(finding)
    assert again(office, finding).status == "assigned"
    bigdata.acknowledges(finding)
    civil.plans(finding, "清理本局要求的重复报送")
    with pytest.raises(NotAllowed):
        civil.reports(finding)


def test_a_report_needs_measures_settled_and_a_proof(finding, city, bigdata):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    for missing, mend in (
        ("measure_missing", lambda: bigdata.plans(finding, "停止考核")),
        ("measures_open", lambda: bigdata.fulfils(finding)),
        ("proof_missing", lambda: bigdata.proves(finding, "after.jpg")),
    ):
        with pytest.raises(Incomplete) as refused:
            bigdata.reports(finding)
        assert refused.value.code == missing
        mend()
    bigdata.reports(finding)


def test_more_time_is_asked_twice_at_most_and_the_first_date_stays(
    office, finding, city, bigdata
):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    for weeks in (1, 2):
        bigdata.asks_for_time(finding, DUE + timedelta(weeks=weeks))
        with pytest.raises(ExtensionOpen):
            bigdata.asks_for_time(finding, DUE + timedelta(weeks=9))
        city.answers_for_time(finding, granted=True)
    with pytest.raises(ExtensionsSpent):
        bigdata.asks_for_time(finding, DUE + timedelta(weeks=3))
    moved = again(office, finding)
    assert moved.due_on == DUE + timedelta(weeks=2)
    assert moved.original_due_on == DUE


def test_a_failed_verification_sends_it_back_with_a_new_date(
    office, finding, city, bigdata, county
):
    reported(city, bigdata, finding)
    county.fails(finding, "仍在考核。", DUE + timedelta(days=7))
    back = again(office, finding)
    assert (back.status, back.due_on) == ("rectifying", DUE + timedelta(days=7))
    with office.reading() as session:
        (moved,) = session.scalars(Extension.of(finding.id)).all()
    assert (moved.asked_by, moved.reason) == (None, "仍在考核。")
    with pytest.raises(Incomplete) as refused:
        bigdata.reports(finding)
    assert refused.value.code == "new_proof_missing"
    bigdata.proves(finding, "again.jpg")
    bigdata.reports(finding)
    county.passes(finding)


def test_a_proof_is_brought_while_the_unit_works(finding, city, bigdata, county):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    with pytest.raises(WrongState):
        bigdata.proves(finding, "early.jpg")


def test_more_time_is_granted_only_for_the_date_it_was_asked_for(
    office, finding, city, bigdata, county
):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    bigdata.asks_for_time(finding, DUE + timedelta(days=5))
    bigdata.plans(finding, "整改")
    bigdata.fulfils(finding)
    bigdata.proves(finding, "after.jpg")
    bigdata.reports(finding)
    county.fails(finding, "仍有问题。", DUE + timedelta(days=60))
    with pytest.raises(WrongState) as refused:
        city.answers_for_time(finding, granted=True)
    assert refused.value.code == "due_moved_since"
    city.answers_for_time(finding, granted=False)
    assert again(office, finding).due_on == DUE + timedelta(days=60)


def test_the_level_whose_turn_it_is_verifies(office, finding, city, bigdata, county):
    levels(office, "county", "city")
    reported(city, bigdata, finding)
    with pytest.raises(OtherLevel):
        desk(office, "verifier_city").passes(finding)
    county.passes(finding)
    with pytest.raises(OtherLevel):
        county.passes(finding)


def test_who_verified_does_not_close_and_the_notice_runs_first(
    office, finding, city, bigdata
):
    levels(office, "county", notice_days=5)
    linyi = desk(office, "linyi")
    reported(city, bigdata, finding)
    linyi.passes(finding)
    with pytest.raises(OwnVerification):
        linyi.closes(finding)
    with pytest.raises(WrongState) as refused:
        city.closes(finding)
    assert refused.value.code == "notice_running"


def test_fixed_on_the_spot_is_verified_by_somebody_else(office, finding, county):
    leader = desk(office, "leader07")
    with pytest.raises(Incomplete):
        leader.does("finding.confirm", verification.fix_on_spot, finding)
    leader.does("finding.confirm", work.prove, finding, None, [proof("after.jpg")])
    leader.does("finding.confirm", verification.fix_on_spot, finding)
    with pytest.raises(NotAllowed):
        leader.passes(finding)
    county.fails(finding, "照片看不清。")
    assert again(office, finding).status == "confirmed"


def test_what_was_fixed_on_the_spot_and_came_back_is_assigned(
    office, finding, city, bigdata, county
):
    leader = desk(office, "leader07")
    leader.does("finding.confirm", work.prove, finding, None, [proof("after.jpg")])
    leader.does("finding.confirm", verification.fix_on_spot, finding)
    county.passes(finding)
    city.closes(finding)
    city.reopens(finding, "rebound", DUE)
    assert again(office, finding).status == "confirmed"
    city.assign(finding, "LY-DSJ", due_on=DUE)


def test_a_rebound_opens_it_again(office, finding, city, bigdata, county):
    reported(city, bigdata, finding)
    county.passes(finding)
    city.closes(finding)
    city.reopens(finding, "rebound", DUE + timedelta(days=30))
    back = again(office, finding)
    assert (back.status, back.reopened, back.closed_at) == ("rectifying", 1, None)
    assert back.original_due_on == DUE


def test_a_second_person_clears_it_and_it_leaves_the_counts(office, finding, city):
    city.proposes(finding, "cleared")
    with pytest.raises(OwnProposal):
        city.agrees(finding)
    desk(office, "city2").agrees(finding)
    assert again(office, finding).status == "cleared"
    assert city.ledger() == []


def test_nobody_verifies_what_they_reported(office, finding, city, bigdata):
    """Somebody who speaks for the unit and verifies cannot do both."""
    with office.writing() as session:
        both = people.find_user(session, office.country.mark + "bigdata")
        assert both is not None
        home = office.campaign(session)
        people.grant_region(session, SYSTEM, home, both, Role.VERIFIER, "371424000000")
    reported(city, bigdata, finding)
    with pytest.raises(OwnWork):
        desk(office, "bigdata").passes(finding)


def test_other_counties_and_units_do_not_reach_it(office, finding, city):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    with pytest.raises(NotFound):
        desk(office, "qihe").closes(finding)
    with pytest.raises(NotFound):
        desk(office, "bigdata").opens_finding(finding.key)
    assert desk(office, "bigdata").ledger() == []
