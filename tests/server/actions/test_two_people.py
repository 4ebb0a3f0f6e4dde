"""A finding enters the ledger when two people agreed on it, and not before."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from server.actions import people
from server.actions.access import SYSTEM
from server.errors import Incomplete, NotAllowed, NotFound, OwnFinding, WrongState
from server.models import FindingVersion, Role
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone

WORDS = "“某通”强制推广，经现场核实情况属实。"


@pytest.fixture
def sent(office):
    """Give a complete submission of team DZ07 with two candidates."""
    office.publish(VISIT)
    device = phone(office, "DZ07", "inspector07")
    row = {
        "app_name": "某通",
        "issuer": "临邑县大数据局",
        "forced": "yes",
        "shot": photo("a.jpg"),
    }
    filled = device.fill(
        "visit", site_name="孟寺镇政府", town="371424105000", minutes=90, app=[row]
    )
    device.push()
    office.work()
    return filled


@pytest.fixture
def leader(office):
    return office.person("leader07")


@pytest.fixture
def reviewer(office):
    return office.person("reviewer")


def finding(office, sent, rule="V01"):
    return next(f for f in office.findings(sent.instance_id) if f.rule == rule)


def in_review(office, sent, leader):
    leader.confirm(finding(office, sent), description=WORDS)
    leader.drop(finding(office, sent, "V02"), "口径不符")
    leader.submit(sent.instance_id)
    return finding(office, sent)


def test_a_candidate_becomes_a_numbered_line_of_the_ledger(
    office, sent, leader, reviewer
):
    waiting = in_review(office, sent, leader)
    assert reviewer.ledger() == []
    number = reviewer.accept(waiting, office.unit("LY-DSJ"))
    assert number == "JF26-371424-20260312-0001"
    (line,) = reviewer.ledger()
    assert (line.finding_no, line.status) == (number, "confirmed")
    assert line.responsible_unit_id == office.unit("LY-DSJ").id
    assert office.submission(sent.instance_id).state == "accepted"


def test_nothing_unconfirmed_is_in_the_ledger(office, sent, leader, reviewer):
    for person in (leader, reviewer, office.person("city")):
        assert person.ledger() == []
    leader.confirm(finding(office, sent), description=WORDS)
    assert reviewer.ledger() == []


def test_numbers_count_up_by_county_and_day(office, sent, leader, reviewer):
    for rule in ("V01", "V02"):
        leader.confirm(finding(office, sent, rule), description=WORDS)
    leader.submit(sent.instance_id)
    numbers = [
        reviewer.accept(each, office.unit("LY-DSJ"))
        for each in office.findings(sent.instance_id)
    ]
    assert sorted(number[-4:] for number in numbers) == ["0001", "0002"]


def test_a_unit_written_as_text_is_proposed_and_a_person_picks_it(
    office, sent, leader, reviewer
):
    seen = finding(office, sent)
    assert seen.responsible_text == "临邑县大数据局"
    assert seen.proposed_unit_id == office.unit("LY-DSJ").id
    assert seen.responsible_unit_id is None
    waiting = in_review(office, sent, leader)
    with pytest.raises(Incomplete) as refused:
        reviewer.accept(waiting, None)
    assert refused.value.code == "unit_missing"


def test_who_confirmed_it_cannot_accept_it(office, sent, leader, reviewer):
    with office.writing() as session:
        both = leader.user(session)
        home = office.campaign(session)
        region = "371400000000"
        people.grant_region(session, SYSTEM, home, both, Role.REVIEWER, region)
    waiting = in_review(office, sent, leader)
    with pytest.raises(OwnFinding):
        leader.accept(waiting, office.unit("LY-DSJ"))
    reviewer.accept(waiting, office.unit("LY-DSJ"))


def test_who_sent_it_cannot_accept_it(office, sent, leader, reviewer):
    with office.writing() as session:
        sender = office.person("inspector07").user(session)
        home = office.campaign(session)
        region = "371400000000"
        people.grant_region(session, SYSTEM, home, sender, Role.REVIEWER, region)
    waiting = in_review(office, sent, leader)
    with pytest.raises(OwnFinding):
        office.person("inspector07").accept(waiting, office.unit("LY-DSJ"))


def test_an_inspector_does_not_confirm_and_a_leader_does_not_accept(
    office, sent, leader, reviewer
):
    with pytest.raises(NotAllowed):
        office.person("inspector07").confirm(finding(office, sent), description=WORDS)
    with pytest.raises(NotAllowed):
        reviewer.confirm(finding(office, sent), description=WORDS)
    waiting = in_review(office, sent, leader)
    with pytest.raises(NotAllowed):
        leader.accept(waiting, office.unit("LY-DSJ"))


def test_a_leader_says_enough_or_is_refused(office, sent, leader):
    for edits, code in (
        ({"title": "短", "description": "短"}, "description_too_short"),
        ({"description": WORDS, "category_code": "Z9"}, "category_missing"),
        ({"description": WORDS, "title": " "}, "title_missing"),
    ):
        with pytest.raises(Incomplete) as refused:
            leader.confirm(finding(office, sent), **edits)
        assert refused.value.code == code
    assert finding(office, sent).status == "candidate"


def test_all_candidates_are_decided_before_anything_is_submitted(office, sent, leader):
    leader.confirm(finding(office, sent), description=WORDS)
    with pytest.raises(Incomplete) as refused:
        leader.submit(sent.instance_id)
    assert refused.value.code == "candidates_undecided"


def test_dropping_needs_a_reason(office, sent, leader):
    with pytest.raises(Incomplete):
        leader.drop(finding(office, sent), "  ")
    leader.drop(finding(office, sent), "经查不实")
    assert finding(office, sent).status == "dropped"


def test_a_finding_that_is_handed_back_goes_to_the_leader_not_to_the_phone(
    office, sent, leader, reviewer
):
    waiting = in_review(office, sent, leader)
    reviewer.hand_back(waiting, "依据不足")
    back = finding(office, sent)
    assert (back.status, back.return_reason) == ("team_confirmed", "依据不足")
    assert office.submission(sent.instance_id).state == "complete"
    leader.submit(sent.instance_id)
    reviewer.accept(finding(office, sent), office.unit("LY-DSJ"))


def test_steps_that_do_not_follow_are_refused(office, sent, leader, reviewer):
    candidate = finding(office, sent)
    for step in (
        lambda: reviewer.accept(candidate, office.unit("LY-DSJ")),
        lambda: reviewer.hand_back(candidate, "x"),
    ):
        with pytest.raises(WrongState):
            step()
    waiting = in_review(office, sent, leader)
    reviewer.accept(waiting, office.unit("LY-DSJ"))
    for step in (
        lambda: reviewer.accept(waiting, office.unit("LY-DSJ")),
        lambda: leader.confirm(waiting, description=WORDS),
        lambda: leader.drop(waiting, "x"),
    ):
        with pytest.raises(WrongState):
            step()


def test_a_returned_submission_s_findings_wait(office, sent, leader, reviewer):
    reviewer.send_back(sent.instance_id, "照片不清")
    with pytest.raises(WrongState):
        leader.confirm(finding(office, sent), description=WORDS)


def test_every_state_of_a_finding_can_be_told_as_of_then(
    office, sent, leader, reviewer
):
    waiting = in_review(office, sent, leader)
    reviewer.accept(waiting, office.unit("LY-DSJ"))
    with office.reading() as session:
        chosen = select(FindingVersion).where(FindingVersion.finding_id == waiting.id)
        versions = list(session.scalars(chosen.order_by(FindingVersion.from_seq)))
    assert [each.status for each in versions] == [
        "candidate",
        "team_confirmed",
        "in_review",
        "confirmed",
    ]
    ends = [each.to_seq for each in versions]
    assert ends == [*(each.from_seq for each in versions[1:]), None]


def cells_of(workbook):
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [str(cell.value) for row in sheet for cell in row if cell.value]


def test_the_exported_workbook_has_the_same_numbers(office, sent, leader, reviewer):
    number = reviewer.accept(in_review(office, sent, leader), office.unit("LY-DSJ"))
    cells = cells_of(reviewer.export())
    assert number in cells
    assert "371424105000" in cells
    assert "孟寺镇政府" in cells


def test_offices_see_their_region_and_teams_themselves(office, sent, leader):
    seers = ("leader07", "inspector07", "reviewer", "city", "linyi")
    blind = ("leader08", "leader01", "qihe")
    for login in seers:
        assert office.person(login).sees_submissions() == [sent.instance_id], login
        assert len(office.person(login).sees_findings()) == 2
    for login in blind:
        assert office.person(login).sees_submissions() == [], login
        assert office.person(login).sees_findings() == []


def refused(act, *told):
    with pytest.raises(NotFound) as found:
        act(*told)
    return found.value


def test_what_is_not_yours_does_not_exist(office, sent, leader):
    seen = finding(office, sent)
    kept = office.submission(sent.instance_id)
    (file,) = office.files(sent.instance_id)
    for login in ("leader08", "leader01", "qihe"):
        person = office.person(login)
        for opens, key in (
            (person.opens_finding, seen.key),
            (person.opens_submission, kept.key),
            (person.opens_file, file.key),
        ):
            theirs, nobodys = refused(opens, key), refused(opens, "x" * 22)
            assert (theirs.code, theirs.values) == (nobodys.code, nobodys.values)
        for act in (
            lambda p=person: p.confirm(seen, description=WORDS),
            lambda p=person: p.drop(seen, "x"),
            lambda p=person: p.accept(seen, office.unit("LY-DSJ")),
        ):
            refused(act)


def test_a_county_s_ledger_and_export_hold_its_own_rows_only(
    office, sent, leader, reviewer
):
    reviewer.accept(in_review(office, sent, leader), office.unit("LY-DSJ"))
    assert len(office.person("linyi").ledger()) == 1
    assert office.person("qihe").ledger() == []
    cells = cells_of(office.person("qihe").export())
    assert not [cell for cell in cells if "孟寺" in cell or "JF26-" in cell]
