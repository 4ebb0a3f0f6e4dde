"""What the steps of a finding's life refuse, by name (domain study §2.3)."""

from datetime import date, timedelta

import pytest

from server.actions import access, people
from server.actions.access import SYSTEM
from server.actions.life.verification import OwnWork
from server.db import writing
from server.errors import BadInput, Incomplete, NotAllowed, WrongState
from server.models import Attachment, Role
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import (
    DUE,
    WORDS,
    accepted,
    again,
    desk,
    in_review,
    proof,
    reported,
)


def refused(error, act, *told):
    with pytest.raises(error) as found:
        act(*told)
    return found.value.code


# ---------------------------------------------------------------- escalate


def test_supervision_goes_up_and_only_up(office, finding, city):
    """The finding shows in a town: the county is the next level."""
    for level in ("village", "town"):
        assert refused(BadInput, city.escalates, finding, level) == "level_not_above"
    city.escalates(finding, "city")
    for level in ("city", "county"):
        assert refused(BadInput, city.escalates, finding, level) == "level_not_above"
    city.escalates(finding, "province")
    assert again(office, finding).escalated_to == "province"


def test_there_is_no_such_level(finding, city):
    assert refused(BadInput, city.escalates, finding, "realm") == "level_unknown"


# ---------------------------------------------------------------- evidence


@pytest.fixture
def sent(office):
    """Give candidates of a rule that names photos, and of one that names none."""
    office.publish(VISIT)
    device = phone(office, "DZ07", "inspector07")
    row = {"app_name": "某通", "forced": "yes", "shot": photo("a.jpg")}
    filled = device.fill(
        "visit", site_name="某镇", town="371424105000", minutes=90, app=[row]
    )
    device.push()
    office.work()
    return {one.rule: one for one in office.findings(filled.instance_id)}


def test_the_evidence_that_a_rule_names_is_there_when_it_is_confirmed(office, sent):
    leader = office.person("leader07")
    with pytest.raises(Incomplete) as found:
        leader.confirm(sent["V01"], description=WORDS, evidence=())
    assert (found.value.code, found.value.values) == (
        "evidence_missing",
        {"field": "Screen"},
    )
    leader.confirm(sent["V02"], description=WORDS)


def test_a_photo_that_has_not_arrived_is_no_evidence(office, sent):
    (shot,) = office.evidence(sent["V01"])
    with office.writing() as session:
        session.get_one(Attachment, shot.id).received_at = None
    leader = office.person("leader07")
    code = refused(Incomplete, leader.confirm, sent["V01"])
    assert code == "evidence_missing"


def test_what_a_person_wrote_asks_for_no_photo(office, sent):
    leader = office.person("leader07")
    with office.app.app_context(), writing() as session:
        actor = leader.who(session)
        kept = access.finding(session, actor, sent["V01"].key, "finding.confirm")
        kept.rule = ""
    leader.confirm(sent["V01"], description=WORDS, evidence=())


# ---------------------------------------------------------------- own work


def both(office, login, role=Role.VERIFIER):
    """Let somebody of a unit verify for the county as well."""
    with office.writing() as session:
        user = office.person(login).user(session)
        home = office.campaign(session)
        people.grant_region(session, SYSTEM, home, user, role, "371424000000")


@pytest.mark.parametrize(
    "act",
    [
        lambda unit, f: unit.acknowledges(f),
        lambda unit, f: unit.plans(f, "另一措施"),
        lambda unit, f: unit.proves(f, "another.jpg"),
        lambda unit, f: unit.notes(f, "已过半", 50),
    ],
)
def test_nobody_verifies_or_closes_what_they_worked_on(
    office, finding, city, bigdata, county, act
):
    """Two people speak for the unit; the one who does not report verifies elsewhere."""
    with office.writing() as session:
        colleague = people.create_user(session, "colleague", "同事", "")
        people.grant_unit(
            session, SYSTEM, session.merge(office.unit("LY-DSJ")), colleague
        )
    both(office, "colleague")
    other = type(bigdata)(office.app, "colleague", office.country.code)
    city.assign(finding, "LY-DSJ", due_on=DUE)
    if act.__code__.co_names[0] == "acknowledges":
        act(other, finding)
    else:
        bigdata.acknowledges(finding)
        act(other, finding)
    bigdata.plans(finding, "整改")
    bigdata.fulfils(finding)
    bigdata.proves(finding, "after.jpg")
    bigdata.reports(finding)
    with pytest.raises(OwnWork):
        desk(office, "colleague").passes(finding)
    county.passes(finding)


def test_who_did_something_for_the_unit_does_not_close(
    office, finding, city, bigdata, county
):
    both(office, "bigdata", Role.OFFICE)
    reported(city, bigdata, finding)
    county.passes(finding)
    assert refused(OwnWork, desk(office, "bigdata").closes, finding) == "own_work"


def test_a_spell_of_work_that_is_over_hinders_nobody(office, finding, city, bigdata):
    both(office, "bigdata")
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    with office.writing() as session:
        session.merge(finding).status = "assigned"
    city.assign(finding, "LY-MZJ", due_on=DUE)
    with office.writing() as session:
        kept = session.merge(finding)
        kept.status, kept.responsible_unit_id = "reported", office.unit("LY-MZJ").id
    desk(office, "bigdata").passes(finding)


# ---------------------------------------------------------------- merge


def test_a_finding_is_merged_into_one_that_counts(office, finding):
    reviewer = desk(office, "reviewer")
    waiting, another = (in_review(office, site) for site in ("甲村", "乙村"))
    assert refused(BadInput, reviewer.merges, waiting, another) == "merge_target_wrong"
    assert refused(BadInput, reviewer.merges, waiting, waiting) == "merge_target_wrong"
    reviewer.merges(waiting, finding)
    stands = again(office, waiting)
    assert (stands.status, stands.merged_into_id) == ("merged", finding.id)
    assert [one.id for one in reviewer.ledger()] == [finding.id]


def test_a_merge_decides_the_submission_like_an_acceptance(office, finding):
    waiting = in_review(office, "甲村")
    desk(office, "reviewer").merges(waiting, finding)
    states = {one.id: one.state for one in office.submissions()}
    assert states[waiting.submission_id] == "accepted"


def test_who_found_it_does_not_merge_it(office, finding):
    both(office, "leader07", Role.REVIEWER)
    waiting = in_review(office, "甲村")
    assert refused(NotAllowed, desk(office, "leader07").merges, waiting, finding)


def test_what_counts_is_not_merged_any_more(office, finding):
    other = accepted(office, "甲村")
    assert refused(WrongState, desk(office, "reviewer").merges, other, finding)


# ---------------------------------------------------------------- time, notice


def test_a_request_for_time_is_refused_and_the_date_stays(
    office, finding, city, bigdata
):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    bigdata.asks_for_time(finding, DUE + timedelta(days=9))
    city.answers_for_time(finding, granted=False)
    assert again(office, finding).due_on == DUE
    assert refused(WrongState, lambda: city.answers_for_time(finding, granted=True))


def test_time_is_given_without_being_asked_and_never_less(office, finding, city):
    assert refused(WrongState, city.gives_time, finding, DUE)
    city.assign(finding, "LY-DSJ", due_on=DUE)
    assert refused(BadInput, city.gives_time, finding, DUE) == "due_not_later"
    city.gives_time(finding, DUE + timedelta(days=1))
    kept = again(office, finding)
    assert (kept.due_on, kept.original_due_on) == (date(2099, 4, 2), DUE)


def test_an_objection_lets_it_be_verified_again(office, finding, city, bigdata, county):
    assert refused(WrongState, city.objects, finding) == "wrong_state"
    reported(city, bigdata, finding)
    county.passes(finding)
    assert refused(Incomplete, city.objects, finding, " ") == "reason_missing"
    city.objects(finding)
    assert again(office, finding).status == "verifying"
    county.passes(finding)


# ---------------------------------------------------------------- the unit's words


def test_a_measure_that_was_not_taken_is_explained(finding, city, bigdata):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    bigdata.plans(finding, "整合")
    assert refused(Incomplete, bigdata.explains, finding, " ") == "reason_missing"
    bigdata.explains(finding, "应用已整体下线，不再需要。")
    bigdata.proves(finding, "after.jpg")
    bigdata.reports(finding)


def test_a_note_says_how_far_it_is(office, finding, city, bigdata):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    bigdata.acknowledges(finding)
    assert refused(Incomplete, bigdata.notes, finding, "", 10) == "note_missing"
    assert refused(BadInput, bigdata.notes, finding, "过半", 101) == "progress_unknown"
    bigdata.notes(finding, "过半", 60)
    assert [owed.progress for owed in bigdata.owes()] == [60]


def test_a_unit_s_words_are_kept_beside_a_problem_until_it_counts(office, finding):
    leader = desk(office, "leader07")
    assert refused(WrongState, leader.hears, finding, "已停用") == "wrong_state"
    waiting = in_review(office, "甲村")
    assert refused(Incomplete, leader.hears, waiting, " ") == "statement_missing"
    leader.hears(waiting, "该应用上月已停用。")


def test_fixed_on_the_spot_needs_before_and_after(office, finding):
    leader = desk(office, "leader07")
    assert refused(Incomplete, leader.fixes, finding) == "after_photo_missing"
    leader.fixes(finding, proof("after.jpg"))
    assert again(office, finding).status == "verifying"
