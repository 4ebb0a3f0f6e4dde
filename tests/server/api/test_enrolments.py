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


def test_a_revoked_phone_is_told_so_and_keeps_its_data(office, device):
    office.publish(NOTE)
    filled = device.fill("note", said="x")
    office.revoke(device.token)
    answer = device.send_answers(filled)
    assert (answer.status, answer.json["code"]) == (401, "device_unknown")
    assert "没有丢失" in answer.json["data_safe"]
    for path in ("/forms", "/visits", "/changes", "/submissions/uuid:x/receipt"):
        assert device.get(path).status == 401


def test_a_phone_that_joins_again_sends_what_it_still_has(office, device):
    office.publish(NOTE)
    filled = device.fill("note", said="x")
    office.revoke(device.token)
    device.enrol(office.invite("DZ07"))
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert office.submission(filled.instance_id).state == "complete"


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
