"""Clues: what is refused, kept from the one named, and told once only."""

from __future__ import annotations

from threading import Event as Gate
from threading import Thread

import pytest
from sqlalchemy import select

from server.actions import access, events
from server.actions.clues import keeping, registering, wording
from server.db import new_key, now
from server.errors import BadInput, Conflict, NotFound, Refusal
from server.models import (
    Clue,
    ClueTransfer,
    IssueCategory,
    Unit,
    User,
)
from server.sealing import Opener
from tests.actors.clue_desk import brought_to, clue_desk, speaks_for
from tests.actors.forms import VISIT
from tests.actors.world import LINYI, MENGSI, QIHE


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


# ---------------------------------------------------------------- the unit named


@pytest.mark.parametrize(
    "named",
    ["临邑县大数据局、临邑县民政局", "临邑县民政局; 某局", "某局，临邑县 民政局"],
)
def test_each_of_several_units_named_is_kept_from_it(office, officer, named):
    clue = officer.registers(unit_named=named)
    officer.registers(unit_named="临邑县民政局下属某站", content="另一件。")
    speaks_for(office, "linyi", "LY-MZJ")
    assert clue.key not in {one.key for one in clue_desk(office, "linyi").register()}
    assert len(clue_desk(office, "linyi").register()) == 1
    assert refused(NotFound, clue_desk(office, "linyi").sees, clue)
    brought_to(officer, clue, "accepted")
    assert refused(BadInput, officer.assigns, clue, "临邑县民政局")
    assert refused(BadInput, officer.transfers, clue, "临邑县民政局")


def test_a_unit_that_is_made_later_is_kept_from_what_names_it(office, officer):
    officer.registers(unit_named="临邑县新局")
    with office.writing() as session:
        told = {"code": "LY-NEW", "level": "county", "region_code": LINYI}
        home = office.campaign(session)
        session.add(Unit(campaign_id=home.id, name="临邑县新局", **told))
    assert len(clue_desk(office, "linyi").register()) == 1
    speaks_for(office, "linyi", "LY-NEW")
    assert clue_desk(office, "linyi").register() == []


def test_who_has_a_letter_about_it_is_not_written_down_as_named(officer, clue):
    brought_to(officer, clue, "accepted")
    officer.transfers(clue, to="临邑县民政局")
    told = {"unit_named": "某局、临邑县民政局"}
    assert refused(BadInput, officer.amends, clue, **told) == "clue_to_the_named"
    officer.amends(clue, unit_named="某局")


# ---------------------------------------------------------------- once only


def test_a_form_that_is_sent_twice_is_one_clue(office, officer):
    key = new_key()
    officer.registers(key=key)
    assert refused(Conflict, officer.registers, key=key) == "clue_twice"
    officer.registers(key=new_key())
    assert refused(BadInput, officer.registers, key="../x")
    assert office.count(Clue) == 2


def test_two_at_once_of_the_same_number_are_one(office):
    done: list[str] = []

    def goes() -> None:
        try:
            done.append(clue_desk(office).registers(external_no="A-1").clue_no[-4:])
        except Refusal as error:
            done.append(error.code)

    both = [Thread(target=goes) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(done) == ["0001", "clue_known"]


def test_of_a_clue_that_is_kept_from_somebody_no_number_is_told(office, officer):
    made = officer.registers(external_no="12345-7")
    speaks_for(office, "clues_linyi", "LY-DSJ")
    with pytest.raises(Conflict) as refused:
        officer.registers(external_no="12345-7", unit_named="临邑县民政局")
    assert refused.value.code == "clue_known_unseen"
    assert made.clue_no not in str(refused.value.values)


def test_a_body_that_has_a_clue_is_not_sent_it_again(office, officer, clue):
    brought_to(officer, clue, "accepted")
    sent = officer.transfers(clue)
    assert refused(Conflict, officer.transfers, clue) == "clue_with_them"
    officer.transfers(clue, to="市信访局")
    officer.hears(sent, "refuse", "不归我们。")
    officer.transfers(clue)
    assert office.count(ClueTransfer) == 3


def test_a_meeting_is_written_down_once(officer):
    officer.holds()
    assert refused(Conflict, officer.holds) == "conference_known"
    officer.holds(venue="第二会议室")


def test_each_register_counts_its_letters_and_minutes(office, officer):
    county, other = officer, clue_desk(office, "clues_qihe")
    numbers = []
    for desk, region in ((county, LINYI), (county, LINYI), (other, QIHE)):
        clue = desk.registers(region_code=region, unit_named="某局")
        brought_to(desk, clue, "accepted")
        numbers.append(desk.transfers(clue).sequence)
    assert numbers == [1, 2, 1]
    assert county.holds().sequence == other.holds(region_code=QIHE).sequence == 1


def test_hearing_and_amending_at_once_never_wait_for_one_another(
    office, officer, clue, monkeypatch
):
    """The one that hears has written its event; the one that amends has the clue."""
    brought_to(officer, clue, "accepted")
    sent = officer.transfers(clue)
    written, holding = Gate(), Gate()
    troubles: list[Exception] = []
    record, held = events.record, keeping.held

    def slowly(session, actor, subject, action, **body):
        told = record(session, actor, subject, action, **body)
        if action == "clue_transfer.refuse":
            written.set()
            # Held by the other only where the clue was not locked first.
            holding.wait(0.5)
        return told

    def tells(session, subject, step):
        held(session, subject, step)
        holding.set()

    monkeypatch.setattr(events, "record", slowly)
    monkeypatch.setattr(keeping, "held", tells)

    def amends() -> None:
        written.wait(10)
        try:
            officer.amends(clue, digest="改写过的摘要。")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            troubles.append(error)

    second = Thread(target=amends)
    second.start()
    officer.hears(sent, "refuse", "不归我们。")
    second.join(30)
    assert troubles == []
    (kept,) = officer.register()
    assert kept.digest == "改写过的摘要。"


# ---------------------------------------------------------------- what is written


def test_what_is_too_long_is_refused_and_nothing_cut(office, officer):
    for told in (
        {"content": "甲" * (registering.LONGEST + 1)},
        {"digest": "乙" * (wording.LONGEST + 1)},
        {"sub_source": "丙" * 61},
    ):
        assert refused(BadInput, officer.registers, **told) == "clue_words_long"
    clue = officer.registers(content="甲" * registering.LONGEST)
    assert officer.opens_content(clue) == "甲" * registering.LONGEST


@pytest.mark.parametrize(
    "digits",
    ["138  0000 1111", "138\u200b00001111", "138/0000/1111", "138—0000—1111"],
)
def test_a_number_with_anything_between_is_a_number(officer, digits):
    told = {"digest": f"机主{digits}"}
    assert refused(BadInput, officer.registers, **told) == "clue_phone_number"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("13800001111", "clue_phone_number"),
        ("工单-１３８００００１１１１", "clue_phone_number"),
        ("37142419900307123X", "clue_identity_number"),
        ("RX20260312138000011110", ""),
        ("202603120000000001", ""),
    ],
)
def test_the_number_it_came_by_is_no_persons(officer, number, code):
    if code:
        assert refused(BadInput, officer.registers, external_no=number) == code
    else:
        assert officer.registers(external_no=number).external_no == number


def test_a_category_that_was_closed_since_stays_on_a_clue(office, officer):
    clue = officer.registers(category_code="A1.2")
    with office.writing() as session:
        chosen = select(IssueCategory).where(IssueCategory.code == "A1.2")
        session.scalars(chosen).one().closed_at = now()
    officer.amends(clue, category_code="A1.2", digest="改写过的摘要。")
    assert officer.sees(clue).category_code == "A1.2"
    officer.amends(clue, category_code="")
    told = {"category_code": "A1.2"}
    assert refused(BadInput, officer.amends, clue, **told) == "clue_category_unknown"


def test_what_was_sealed_to_another_key_is_refused_by_name(office, officer, clue, key):
    office.app.extensions["sealing"] = Opener(key)
    assert refused(Conflict, officer.opens_content, clue) == "clue_not_opened"


@pytest.fixture
def key(office):
    """Give another key; the office has its own again afterwards."""
    ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")
    kept = office.app.extensions["sealing"]
    yield ec.generate_private_key(ec.SECP256R1())
    office.app.extensions["sealing"] = kept


def test_a_clue_becomes_a_finding_in_its_own_register_only(office, device, clue):
    office.publish(VISIT)
    device.download("visit")
    filled = device.fill("visit", town=MENGSI, site_name="孟寺镇政府", minutes=10)
    device.push()
    office.work()
    city = clue_desk(office, "clues_city")
    away = city.registers(region_code=QIHE, unit_named="某局")

    def offered(one):
        with office.reading() as session:
            home = office.campaign(session)
            user = session.scalars(select(User).where(User.login == "clues_city"))
            actor = access.actor_of_user(session, user.one())
            chosen = session.scalars(access.grounds(actor, home, one))
            return [each.instance_id for each in chosen]

    assert offered(clue) == [filled.instance_id]
    assert offered(away) == []
