"""A phone joins a team by a code that works once, and leaves when it is revoked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from server.db import now
from server.models import Device as DeviceRow
from server.models import Enrolment
from tests.actors.device import Device, Refused
from tests.actors.forms import NOTE
from tests.actors.photos import photo
from tests.actors.places import BASE, phone
from tests.actors.wire import InProcess


@pytest.fixture
def wire(office):
    return InProcess(office.app)


def test_a_code_becomes_a_device_of_its_team(office, wire):
    device = Device(wire).enrol(office.invite("DZ07", "inspector07"), "小王的手机")
    assert device.about["campaign"] == {"code": "jf26", "name": "减负专项察访"}
    assert device.about["team"] == {"code": "DZ07", "name": "德州-07组"}
    assert device.about["user"]["staff_no"] == "inspector07"
    assert device.about["device_label"] == "小王的手机"
    assert device.about["openrosa_url"].startswith(f"{BASE}/v1/key/{device.token}/")
    assert device.about["epoch"] == device.pull()["epoch"]
    assert device.get("/forms").status == 200


def test_a_wrong_code_is_404(wire):
    with pytest.raises(Refused) as refused:
        Device(wire).enrol("wrong")
    assert (refused.value.status, refused.value.code) == (404, "enrolment_unknown")


def test_a_code_works_once(office, wire):
    code = office.invite("DZ07")
    Device(wire).enrol(code)
    with pytest.raises(Refused) as refused:
        Device(wire).enrol(code)
    assert (refused.value.status, refused.value.code) == (410, "enrolment_used")


def test_a_code_works_for_a_day(office, wire):
    code = office.invite("DZ07")
    with office.writing() as session:
        past = now() - timedelta(seconds=1)
        session.execute(update(Enrolment).values(expires_at=past))
    with pytest.raises(Refused) as refused:
        Device(wire).enrol(code)
    assert (refused.value.status, refused.value.code) == (410, "enrolment_expired")
    assert "重新生成" in refused.value.answer.json["what_to_do"]


def test_a_refused_code_makes_no_device(office, wire):
    before = office.count(DeviceRow)
    for _ in range(3):
        with pytest.raises(Refused):
            Device(wire).enrol("wrong")
    assert office.count(DeviceRow) == before


def test_eight_phones_with_one_code_are_one_device(office):
    code = office.invite("DZ07")

    def join(_):
        try:
            return Device(InProcess(office.app)).enrol(code).token
        except Refused as refused:
            return refused.status

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(join, range(8)))
    assert ends.count(410) == 7
    assert office.count(DeviceRow) == 1


def test_codes_and_tokens_are_kept_as_hashes_only(office, wire):
    code = office.invite("DZ07")
    token = Device(wire).enrol(code).token
    kept = repr(office.dump())
    assert code not in kept
    assert token not in kept


def test_a_revoked_phone_is_told_so_and_only_brings_what_it_has(office, device):
    office.publish(NOTE)
    filled = device.fill("note", said="x")
    office.revoke(device.token)
    assert device.send_answers(filled).status == 201
    assert device.receipt(filled).state == "complete"
    for path in ("/forms", "/visits", "/changes"):
        answer = device.get(path)
        assert (answer.status, answer.json["code"]) == (401, "device_revoked")


def test_a_phone_that_joins_again_sends_what_it_still_has(office, device):
    office.publish(NOTE)
    filled = device.fill("note", said="x")
    office.revoke(device.token)
    device.enrol(office.invite("DZ07"))
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert office.submission(filled.instance_id).state == "complete"


def test_a_new_phone_learns_what_came_from_the_persons_earlier_ones(office, wire):
    """Of nobody else in the team, of no other team, and each correction once."""
    office.publish(NOTE)

    def joins(team, login=None):
        return Device(wire).enrol(office.invite(team, login))

    first = joins("DZ07", "inspector07")
    assert told(first) == (0, 0)
    for other in (
        joins("DZ07"),
        joins("DZ07", "leader07"),
        joins("DZ01", "inspector07"),
    ):
        other.fill("note", said="somebody else's")
        other.push()
    filled = first.fill("note", said="x")
    first.push()
    first.correct(filled, said="y")
    first.fill("note", said="without its photo", photo=photo("late.jpg"))
    first.push(losing=["late.jpg"])
    assert told(joins("DZ07", "inspector07")) == (1, 1)
    assert told(joins("DZ07")) == (0, 0)


def test_a_new_phone_learns_what_was_begun_before_and_never_came(office, wire):
    """Said again it is the same; what arrived, or was given up, is not missing."""
    office.publish(NOTE)
    first = Device(wire).enrol(office.invite("DZ07", "inspector07"))
    filled = first.fill("note", said="x")
    ids = [filled.instance_id, "uuid:lost", "uuid:given-up"]
    for held in (ids, ids, ids[:2]):
        drafts = [
            {"instance_id": one, "form_id": "note", "begun_on": "2026-03-12"}
            for one in held
        ]
        said = first.put("/drafts", {"drafts": drafts})
        assert (said.status, said.json) == (200, {"drafts": len(held)})
    first.push()
    again = Device(wire).enrol(office.invite("DZ07", "inspector07"))
    assert again.about["begun"] == 1
    assert Device(wire).enrol(office.invite("DZ07", "leader07")).about["begun"] == 0
    kinds = [event.action for event in office.events()]
    assert kinds.count("device.holds") == 2


def told(device):
    return device.about["received"], device.about["received_partly"]


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "bearer x"]
)
def test_without_a_good_token_every_route_is_the_same_401(device, header):
    headers = {} if header is None else {"Authorization": header}
    answers = {
        device.wire.send(method, f"/api/v1{path}", headers, body).body
        for method, path, body in (
            ("GET", "/forms", b""),
            ("GET", "/forms/note/1.xml", b""),
            ("GET", "/visits", b""),
            ("GET", "/changes", b""),
            ("GET", "/submissions/uuid:x/receipt", b""),
        )
    }
    assert len(answers) == 1
    assert b"device_unknown" in answers.pop()


def test_phones_of_two_teams_have_tokens_of_their_own(office, device):
    other = phone(office, "DZ01")
    assert other.token != device.token
    assert other.about["team"]["code"] == "DZ01"
