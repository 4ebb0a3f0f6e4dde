"""Clues: who sees them, how they go on, and what is refused (domain study §2.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.actions.clues import days, registering, wording
from server.db import clock_at, now
from server.errors import (
    BadInput,
    Conflict,
    Incomplete,
    NotAllowed,
    NotFound,
    Refusal,
    WrongState,
)
from server.models import Clue, ClueState, ClueStep, ClueUnit
from server.sealing import NotOpened
from tests.actors.clue_desk import (
    CONTENT,
    DIGEST,
    brought_to,
    clue_desk,
    leading,
    soon,
    speaks_for,
    today,
)
from tests.actors.forms import VISIT
from tests.actors.world import MENGSI, QIHE

#: For each step the states from which it leads on; from all others it is refused.
WAYS = """
amend     | registered screened accepted
screen    | registered
pass_on   | screened
come_back | out_of_scope
take      | screened
assign    | accepted assigned checking
hand_back | assigned
check     | assigned
more_time | assigned checking
conclude  | checking
answer    | concluded
close     | answered
transfer  | accepted assigned checking concluded
become    | concluded answered
"""


@pytest.fixture
def officer(office):
    return clue_desk(office)


@pytest.fixture
def clue(officer):
    return officer.registers()


def refused(kind, act, *told, **named) -> str:
    with pytest.raises(kind) as error:
        act(*told, **named)
    return error.value.code


# ---------------------------------------------------------------- who sees


def test_its_place_sees_the_register_and_nobody_else_that_it_is_there(
    office, officer, clue
):
    for login in ("clues_linyi", "clues_city", "linyi", "city"):
        (seen,) = clue_desk(office, login).register()
        assert (seen.clue_no, seen.digest) == (clue.clue_no, DIGEST)
    for login in (
        *("clues_qihe", "qihe", "reviewer", "verifier_linyi", "verifier_city"),
        *("leader07", "inspector07", "bigdata", "civil"),
    ):
        desk = clue_desk(office, login)
        assert desk.register() == []
        assert refused(NotFound, desk.sees, clue) == "not_found"


def test_only_clue_officers_work_on_one_and_open_what_was_said(office, officer, clue):
    assert officer.opens_content(clue) == CONTENT
    assert clue_desk(office, "clues_city").opens_content(clue) == CONTENT
    for login in ("linyi", "city"):
        desk = clue_desk(office, login)
        assert refused(NotAllowed, desk.opens_content, clue)
        assert refused(NotAllowed, desk.takes, clue, "screen")
        assert refused(BadInput, desk.registers) == "clue_region"
    opened = [one for one in office.events() if one.action == "clue.opened"]
    assert len(opened) == 2
    assert refused(Incomplete, officer.opens_content, clue, " ") == "reason_missing"


def test_what_was_said_stands_sealed_in_the_row_and_in_no_event(office, clue):
    with office.reading() as session:
        kept = session.scalars(select(Clue)).one()
        assert kept.content.startswith("cf1.")
    told = b"".join(one.body for one in office.events())
    for secret in (CONTENT, DIGEST, "打卡"):
        assert secret.encode() not in told


def test_who_speaks_for_the_unit_named_does_not_see_it_whatever_else_they_are(
    office, officer, clue
):
    other = officer.registers(unit_named="临邑县民政局")
    speaks_for(office, "linyi", "LY-DSJ")
    seen = clue_desk(office, "linyi").register()
    assert [one.key for one in seen] == [other.key]


# ---------------------------------------------------------------- registering


def test_numbers_count_by_region_and_day(office, officer, clue):
    day = f"{today():%Y%m%d}"
    assert clue.clue_no == f"JF26-XS-371424-{day}-0001"
    assert officer.registers().clue_no.endswith("-0002")
    earlier = officer.registers(received_on=today() - timedelta(days=1))
    assert earlier.clue_no.endswith("-0001")
    city = clue_desk(office, "clues_city").registers(region_code="371400000000")
    assert city.clue_no == f"JF26-XS-371400-{day}-0001"
    assert clue_desk(office, "clues_linyi").register() != []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"source": "rumour"}, "clue_source_unknown"),
        ({"received_on": None}, "clue_received_missing"),
        ({"content": " "}, "clue_content_missing"),
        ({"region_code": QIHE}, "clue_region"),
        ({"region_code": "371400000000"}, "clue_region"),
        ({"place_code": "110000000000"}, "region_unknown"),
        ({"category_code": "Z9"}, "clue_category_unknown"),
        ({"digest": "电话１３８００００１１１１"}, "clue_phone_number"),
        ({"digest": "138 0000 1111"}, "clue_phone_number"),
        ({"unit_named": "37142419900101123X"}, "clue_identity_number"),
    ],
)
def test_what_cannot_be_registered_is_refused_by_name(officer, told, code):
    assert refused(Refusal, officer.registers, **told) == code
    assert officer.register() == []


def test_the_same_number_of_the_same_source_comes_once(officer):
    officer.registers(external_no="12345-7")
    assert refused(Conflict, officer.registers, external_no="12345-7") == "clue_known"
    officer.registers(external_no="12345-7", source="tour")


def test_numbers_of_persons_are_covered_in_words_from_elsewhere():
    text, count = wording.covered("来电13800001111,身份证 371424199001011234。")
    assert count == 2
    assert "1380000" not in text
    assert "371424" not in text
    assert wording.covered("第 3 次") == ("第 3 次", 0)


# ---------------------------------------------------------------- going on


def test_each_step_leads_on_from_its_states_only():
    table = {
        name.strip(): set(states.split())
        for name, states in (line.split("|") for line in WAYS.strip().splitlines())
    }
    for state in ClueState:
        wanted = {step for step, start in table.items() if state in start}
        assert leading(state) == wanted
    assert leading("concluded", "held") == {"resume", "transfer"}
    assert "become" not in leading("concluded", "not_substantiated")


@pytest.mark.parametrize("state", ["registered", "accepted", "checking", "closed"])
def test_a_step_out_of_order_is_refused(officer, clue, state):
    brought_to(officer, clue, state)
    for step in {"screen", "take", "check", "close"} - leading(state):
        assert refused(WrongState, officer.takes, clue, step) == "clue_order"


def test_from_register_to_close_each_step_is_one_event(office, officer, clue):
    brought_to(officer, clue, "closed")
    done = [one.action for one in office.events() if one.subject == "clue"]
    assert done == [
        f"clue.{step}"
        for step in (
            *("register", "screen", "take", "assign", "check"),
            *("conclude", "answer", "close"),
        )
    ]
    (kept,) = officer.register()
    assert (kept.state, kept.outcome) == ("closed", "substantiated")
    assert kept.answered_on == today()


def test_without_a_digest_nothing_is_screened(officer):
    bare = officer.registers(digest="")
    assert refused(Incomplete, officer.takes, bare, "screen") == "clue_digest_missing"
    officer.amends(bare, digest=DIGEST)
    officer.takes(bare, "screen")


def test_it_is_never_given_to_the_unit_that_it_speaks_of(officer, clue):
    brought_to(officer, clue, "accepted")
    for told in (
        {"lead": "临邑县大数据局"},
        {"lead": "县纪委", "local": "临邑县大数据局"},
    ):
        assert refused(BadInput, officer.assigns, clue, **told) == "clue_to_the_named"
    assert refused(BadInput, officer.transfers, clue, "临邑县大数据局")


def test_a_unit_gives_back_twice_and_in_time(office, officer, clue):
    brought_to(officer, clue, "assigned")
    officer.gets_back(clue)
    officer.assigns(officer.sees(clue))
    officer.gets_back(clue)
    officer.assigns(officer.sees(clue))
    assert refused(WrongState, officer.gets_back, clue) == "clue_returned_often"
    other = officer.registers()
    brought_to(officer, other, "assigned")
    with clock_at(now() + timedelta(days=7)):
        assert refused(WrongState, officer.gets_back, other) == "clue_returned_late"
    with office.reading() as session:
        spells = session.scalars(
            select(ClueUnit).where(ClueUnit.clue_id == clue.id)
        ).all()
    assert [one.until_at is None for one in spells] == [False, False, True]


def test_working_days_leave_weekends_out():
    friday = today() - timedelta(days=(today().weekday() - 4) % 7)
    assert days.working_days(friday, friday) == 0
    assert days.working_days(friday, friday + timedelta(days=3)) == 1
    assert days.working_days(friday, friday + timedelta(days=7)) == 5


def test_the_day_moves_with_a_reason_only_and_the_first_is_kept(officer, clue):
    brought_to(officer, clue, "assigned")
    first = officer.sees(clue).due_on
    later = {"due_on": first + timedelta(days=9)}
    assert refused(BadInput, officer.assigns, clue, **later) == "clue_due_set"
    assert refused(BadInput, officer.gives_time, clue, first) == "clue_due_not_later"
    officer.gives_time(clue, later["due_on"])
    kept = officer.sees(clue)
    assert (kept.original_due_on, kept.due_on) == (first, later["due_on"])
    assert not days.is_late(kept, kept.due_on)
    assert days.is_late(kept, kept.due_on + timedelta(days=1))


def test_what_is_held_is_taken_up_again_and_not_answered(officer, clue):
    brought_to(officer, clue, "checking")
    officer.concludes(clue, "held", "证据不足,暂存。")
    assert refused(WrongState, officer.answers, clue) == "clue_order"
    officer.takes(clue, "resume", words="有新的材料。")
    assert (officer.sees(clue).state, officer.sees(clue).outcome) == ("checking", "")


def test_the_register_of_a_past_day_stands_in_the_steps(office, officer, clue):
    with clock_at(now() + timedelta(days=1)):
        brought_to(officer, clue, "assigned")
        noon = now()
    with clock_at(now() + timedelta(days=2)):
        officer.takes(clue, "check")
        officer.concludes(clue)
    with office.reading() as session:
        then = session.scalars(
            select(ClueStep).where(
                ClueStep.from_at <= noon,
                (ClueStep.until_at > noon) | ClueStep.until_at.is_(None),
            )
        ).one()
    assert then.state["state"] == "assigned"
    assert then.state["lead"] == ["县纪委监委第二室"]
    assert then.state["outcome"] == ""


# ---------------------------------------------------------------- handed on


def test_a_transfer_is_numbered_received_and_answered(officer, clue):
    brought_to(officer, clue, "accepted")
    sent = officer.transfers(clue)
    assert sent.no == f"察访移〔{today().year}〕1号"
    assert officer.transfers(clue, "省纪委监委").no.endswith("2号")
    assert refused(WrongState, officer.hears, sent, "report", "已立案")
    officer.hears(sent, "receive")
    assert refused(WrongState, officer.hears, sent, "refuse", "不收")
    assert refused(Incomplete, officer.hears, sent, "report")
    officer.hears(sent, "report", "已了结。")
    assert officer.sees(clue).state == "accepted"


def test_what_is_out_of_scope_leaves_and_comes_back_when_refused(officer, clue):
    brought_to(officer, clue, "screened")
    sent = officer.passes_on(clue)
    assert officer.sees(clue).state == "out_of_scope"
    officer.hears(sent, "refuse", "属地办理。")
    assert officer.sees(clue).state == "screened"


def test_another_places_officer_finds_no_transfer(office, officer, clue):
    brought_to(officer, clue, "accepted")
    sent = officer.transfers(clue)
    for login in ("clues_qihe", "qihe"):
        assert refused(NotFound, clue_desk(office, login).hears, sent, "receive")
    assert refused(NotAllowed, clue_desk(office, "linyi").hears, sent, "receive")


# ---------------------------------------------------------------- conferences


def test_a_conference_decides_once_about_each_clue_and_gives_it_out(officer, clue):
    brought_to(officer, clue, "accepted")
    meeting = officer.holds()
    assert meeting.no == f"察访会纪〔{today().year}〕1号"
    officer.decides(meeting, clue, lead="县信访局", assist=("县审计局",), due_on=soon())
    kept = officer.sees(clue)
    assert (kept.state, kept.due_on) == ("assigned", soon())
    assert refused(Conflict, officer.decides, meeting, clue) == "clue_decided"


def test_a_conference_of_a_county_decides_about_its_own_clues(office, officer):
    other = clue_desk(office, "clues_qihe").registers(region_code=QIHE)
    city = clue_desk(office, "clues_city")
    here = officer.holds()
    assert refused(BadInput, city.decides, here, other) == "conference_elsewhere"
    assert refused(NotFound, officer.decides, here, other)
    city.decides(city.holds(region_code="371400000000"), other)


# ---------------------------------------------------------------- findings


def test_a_clue_that_held_becomes_one_finding_with_its_source(
    office, officer, device, clue
):
    office.publish(VISIT)
    device.download("visit")
    filled = device.fill("visit", town=MENGSI, site_name="孟寺镇政府", minutes=10)
    device.push()
    office.work()
    brought_to(officer, clue, "checking")
    made = (officer.makes_finding, clue, filled.instance_id)
    assert refused(WrongState, *made) == "clue_order"
    officer.concludes(clue)
    found = officer.makes_finding(clue, filled.instance_id)
    assert (found.status, found.source) == ("candidate", "petition")
    assert refused(Conflict, *made) == "clue_has_finding"
    leader = office.person("leader07")
    leader.confirm(found)
    leader.submit(filled.instance_id)
    office.person("reviewer").accept(found, office.unit("LY-MZJ"))
    assert officer.sees(clue).finding_id == found.id


def test_what_is_sealed_opens_as_a_clue_only(office, officer, clue):
    opener = office.app.extensions["sealing"]
    with office.reading() as session:
        kept = session.scalars(select(Clue)).one()
        assert registering.content_of(opener, kept) == CONTENT
    with pytest.raises(NotOpened):
        opener.open("bundle", kept.content)
