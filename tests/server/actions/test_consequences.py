"""What follows from a finding: set aside, corrected, referred, sorted, come again."""

from datetime import date

import pytest
from sqlalchemy import select

from server.actions.clues import registering
from server.actions.life import corrections, recurrence, sorting
from server.actions.life.aside import OwnProposal, ProposalOpen
from server.actions.life.sorting import Origin
from server.db import now
from server.errors import (
    BadInput,
    Conflict,
    Incomplete,
    NotAllowed,
    NotFound,
    Refusal,
    WrongState,
)
from server.models import Clue, Correction, IssueCategory, Referral
from tests.actors.clue_desk import brought_to, clue_desk
from tests.actors.rectifying import DUE, accepted, again, desk, in_review, unit
from tests.server.actions.test_life_guards import refused


@pytest.fixture
def second(office):
    return desk(office, "city2")


def untold(office, finding):
    """Name the units that have yet to be told."""
    with office.reading() as session:
        rows = session.scalars(Correction.of(finding.id))
        return {row.unit_id for row in rows if row.told_at is None}


# ---------------------------------------------------------------- set aside


@pytest.mark.parametrize("outcome", ["cleared", "exempted"])
def test_whoever_had_received_it_is_to_be_told(office, finding, city, second, outcome):
    city.assign(finding, "LY-DSJ", "LY-MZJ", due_on=DUE)
    city.assign(finding, "LY-DSJ", due_on=DUE, oversight=("SD-DSJ",))
    city.proposes(finding, outcome)
    assert untold(office, finding) == set()
    second.agrees(finding)
    assert again(office, finding).status == outcome
    told = {office.unit(code).id for code in ("LY-DSJ", "LY-MZJ", "SD-DSJ")}
    assert untold(office, finding) == told


def test_a_unit_is_ticked_off_once_with_the_day(office, finding, city, second):
    city.assign(finding, "LY-DSJ", due_on=DUE)
    city.proposes(finding, "cleared")
    second.agrees(finding)

    def tell(session, actor, kept):
        (owing,) = session.scalars(Correction.of(kept.id))
        corrections.tell(session, actor, kept, owing)
        return owing

    owing = city.does("finding.assign", tell, finding)
    assert owing.told_at is not None
    assert untold(office, finding) == set()
    assert refused(WrongState, city.does, "finding.assign", tell, finding)


def test_what_nobody_had_received_needs_no_correction(office, finding, city, second):
    city.proposes(finding, "cleared")
    second.agrees(finding)
    assert untold(office, finding) == set()


def test_a_proposal_that_is_declined_changes_nothing(office, finding, city, second):
    city.proposes(finding, "exempted")
    assert refused(ProposalOpen, city.proposes, finding, "cleared") == "proposal_open"
    assert refused(OwnProposal, city.declines, finding) == "own_proposal"
    second.declines(finding)
    assert again(office, finding).status == "confirmed"
    assert refused(WrongState, second.agrees, finding)
    city.proposes(finding, "cleared")


def test_there_is_no_such_outcome(finding, city):
    assert refused(BadInput, city.proposes, finding, "lost") == "outcome_unknown"
    assert refused(Incomplete, city.proposes, finding, "cleared", " ")


# ---------------------------------------------------------------- refer


def test_a_referral_leaves_the_state_and_says_why_in_a_sealed_clue_only(
    office, finding, city
):
    city.refers(finding)
    with office.reading() as session:
        (made,) = session.scalars(Referral.of(finding.id))
        clue = session.scalars(select(Clue)).one()
        opened = registering.content_of(office.app.extensions["sealing"], clue)
    assert made.to_unit == "市纪委监委"
    assert (made.clue_id, made.reason) == (clue.id, "")
    assert clue.digest == "强制推广应用，拟由纪检机关核查。"
    assert opened == "某副镇长涉嫌违反工作纪律。"
    assert (clue.source, clue.finding_id) == ("visit", finding.id)
    assert clue.unit_named == "临邑县大数据局"
    assert again(office, finding).status == "confirmed"
    told = [one for one in office.events() if one.action == "finding.referred"]
    assert [one.body for one in told] == [b"{}"]


def test_the_clue_of_a_referral_is_kept_by_the_office_that_refers(office, finding):
    for login, seen in (("city", {"clues_city"}), ("linyi", {"clues_linyi"})):
        desk(office, login).refers(finding)
        with office.reading() as session:
            clue = session.scalars(select(Clue).order_by(Clue.id.desc())).first()
        kept = {
            name
            for name in ("clues_city", "clues_linyi", "clues_qihe")
            if clue.key in {one.key for one in clue_desk(office, name).register()}
        }
        assert kept >= seen
        assert "clues_qihe" not in kept
        assert ("clues_linyi" in kept) == (login == "linyi")


def test_what_the_same_register_hands_on_twice_is_refused(office, finding, city):
    city.refers(finding)
    assert refused(Conflict, city.refers, finding) == "referred_already"
    desk(office, "linyi").refers(finding)
    city.refers(finding, digest="另一件事，一并移送。")


def test_a_finding_is_not_handed_to_the_unit_that_answers_for_it(office, finding, city):
    for name in ("临邑县大数据局", " 临邑县大数据局 "):
        assert refused(BadInput, city.refers, finding, name) == "clue_to_the_named"
    assert office.count(Referral) == 0


def test_a_finding_of_a_category_that_was_closed_is_referred(office, finding, city):
    with office.writing() as session:
        session.scalars(
            select(IssueCategory).where(IssueCategory.code == finding.category_code)
        ).one().closed_at = now()
    city.refers(finding)
    (clue,) = clue_desk(office, "clues_city").register()
    assert clue.category_code == finding.category_code


def test_a_clue_that_came_of_a_finding_becomes_no_second_one(office, finding, city):
    city.refers(finding)
    officer = clue_desk(office, "clues_city")
    (clue,) = officer.register()
    brought_to(officer, clue, "concluded")
    with pytest.raises(Conflict):
        officer.links(clue, finding)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"to_unit": " "}, "recipient_missing"),
        ({"why": " "}, "reason_missing"),
        ({"digest": ""}, "clue_digest_missing"),
        ({"digest": "机主13800001111"}, "clue_phone_number"),
        ({"referred_on": date(2099, 1, 1)}, "day_ahead"),
    ],
)
def test_what_a_referral_lacks_is_named(office, finding, city, told, code):
    assert refused(Refusal, lambda: city.refers(finding, **told)) == code
    with office.reading() as session:
        assert session.scalars(select(Clue)).all() == []


def test_only_what_counts_is_referred_and_only_by_the_office(office, finding, city):
    waiting = in_review(office, "甲村")
    assert refused(WrongState, city.refers, waiting)
    for login in ("reviewer", "leader07", "verifier_linyi"):
        assert refused(NotAllowed, desk(office, login).refers, finding), login
    assert refused(NotFound, desk(office, "bigdata").refers, finding)


# ---------------------------------------------------------------- sorting


def test_a_counted_finding_is_sorted_anew_and_the_history_says_so(
    office, finding, city
):
    city.reclassifies(finding, "A1.3", "major")
    kept = again(office, finding)
    assert (kept.category_code, kept.severity) == ("A1.3", "major")
    (told,) = [one for one in office.events() if one.action == "finding.reclassified"]
    assert "经复核，性质不同。" in told.body.decode()


def test_sorting_anew_is_refused_by_name(office, finding, city):
    severity = finding.severity
    assert refused(BadInput, city.reclassifies, finding, "Z9", "major") == (
        "category_unknown"
    )
    assert refused(BadInput, city.reclassifies, finding, "A1.1", "grim") == (
        "severity_unknown"
    )
    assert refused(BadInput, city.reclassifies, finding, "A1.1", severity) == (
        "nothing_changed"
    )
    waiting = in_review(office, "甲村")
    assert refused(WrongState, city.reclassifies, waiting, "A1.3", "major")


def test_where_it_shows_where_it_is_rooted_and_why(office, finding, city):
    assert again(office, finding).manifest_level == "town"

    def act(session, actor, kept):
        origin = Origin(
            manifest_level="village",
            site=unit(session, "LY-MZJ"),
            root_level="province",
            root=unit(session, "SD-DSJ"),
            cause_class="discipline",
            cause_text="层层加码",
        )
        sorting.trace(session, actor, kept, origin)

    city.does("finding.assign", act, finding)
    kept = again(office, finding)
    assert (kept.manifest_level, kept.root_level) == ("village", "province")
    assert (kept.cause_class, kept.cause_text) == ("discipline", "层层加码")
    assert kept.site_unit_id == office.unit("LY-MZJ").id
    (told,) = [one for one in office.events() if one.action == "finding.traced"]
    assert told.body == b"{}"


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        (Origin("realm"), "level_unknown"),
        (Origin("town", cause_class="fate"), "cause_unknown"),
    ],
)
def test_an_origin_that_cannot_be_is_refused(finding, city, origin, code):
    with pytest.raises(BadInput) as found:
        city.does("finding.assign", sorting.trace, finding, origin)
    assert found.value.code == code


# ---------------------------------------------------------------- come again


def test_what_was_found_on_a_later_day_recurs():
    first, later = date(2026, 3, 1), date(2026, 4, 1)
    assert recurrence.recurring({}) == set()
    assert recurrence.recurring({1: first, 2: first}) == set()
    assert recurrence.recurring({1: first, 2: later, 3: later}) == {2, 3}


def test_the_same_unit_and_category_found_again_is_marked(
    office, finding, city, second
):
    later = accepted(office, "甲村", **told_on("2026-04-20T10:00:00+08:00"))
    assert not again(office, finding).recurrent
    assert again(office, later).recurrent
    city.proposes(finding, "cleared")
    second.agrees(finding)
    assert not again(office, later).recurrent


def test_another_unit_or_category_is_nothing_again(office, finding, city):
    later = accepted(office, "甲村", **told_on("2026-04-20T10:00:00+08:00"))
    city.reclassifies(later, "A1.3", later.severity)
    assert not again(office, later).recurrent
    city.reclassifies(finding, "A1.3", finding.severity)
    assert again(office, later).recurrent
    city.assign(finding, "LY-MZJ", due_on=DUE)
    assert not again(office, later).recurrent


def told_on(moment):
    """Let a form be finished at a moment."""
    return {"start": moment, "end": moment}
