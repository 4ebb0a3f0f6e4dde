"""What was filled is taken, whatever became of form, phone or person meanwhile."""

from datetime import timedelta

import pytest

from server.console import words
from server.db import clock_at, now
from server.models import Lateness
from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.photos import photo

LOGIN = "inspector07"


@pytest.fixture
def filled(office, device):
    """Give the phone of a person with two finished forms, one of them half sent."""
    office.publish(NOTE)
    phone = Device(device.wire).enrol(office.invite("DZ07", LOGIN))
    half = phone.fill("note", said="half", photo=photo("half.jpg"))
    phone.send_answers(half)
    whole = phone.fill("note", said="whole", photo=photo("whole.jpg"))
    return phone, half, whole


def withdraw(office, phone):
    office.withdraw("note")


def revoke(office, phone):
    office.revoke(phone.token)


def shut(office, phone):
    office.shut(LOGIN)


def move(office, phone):
    office.move(LOGIN, "DZ08")


@pytest.mark.parametrize(
    ("happened", "late"),
    [(withdraw, "withdrawn"), (revoke, "revoked"), (shut, "shut"), (move, "moved")],
)
def test_what_comes_late_is_taken_whole_and_says_why(office, filled, happened, late):
    phone, half, whole = filled
    happened(office, phone)
    receipts = {receipt.instance_id: receipt for receipt in phone.push()}
    assert phone.outbox == {}
    assert office.submission(half.instance_id).late == ""
    assert office.submission(whole.instance_id).late == late
    assert receipts[whole.instance_id].late == late
    assert office.submission(whole.instance_id).state == "complete"


def test_the_review_page_has_a_word_for_every_reason():
    assert set(words.LATE) == set(Lateness) - {Lateness.IN_TIME}


def test_a_closed_form_makes_nothing_late(office, filled):
    phone, _, whole = filled
    office.close("note")
    phone.push()
    assert office.submission(whole.instance_id).late == ""


@pytest.mark.parametrize("happened", [revoke, shut])
def test_who_may_only_bring_late_evidence_gets_nothing_else(office, filled, happened):
    phone, _, _ = filled
    happened(office, phone)
    for path in ("/forms", "/visits", "/changes"):
        answer = phone.get(path)
        assert (answer.status, answer.json["code"]) == (401, "device_revoked")


def test_late_evidence_has_its_end(office, filled):
    phone, _, whole = filled
    with clock_at(now() - timedelta(days=31)):
        revoke(office, phone)
    answer = phone.send_answers(whole)
    assert (answer.status, answer.json["code"]) == (401, "device_revoked")
    phone.enrol(office.invite("DZ07", LOGIN))
    phone.push()
    assert office.submission(whole.instance_id).late == ""


def test_a_token_that_was_never_ours_is_only_unknown(office, filled):
    phone, _, whole = filled
    phone.token = "A" * 64
    assert phone.send_answers(whole).json["code"] == "device_unknown"
    assert phone.get("/changes").json["code"] == "device_unknown"


def test_a_phone_enrolled_again_sends_the_same_ids(office, filled):
    """F29: nothing is filled twice for a token that is gone."""
    phone, half, whole = filled
    phone.token = "A" * 64
    phone.enrol(office.invite("DZ07", LOGIN))
    phone.push()
    assert phone.outbox == {}
    ids = {each.instance_id for each in office.submissions()}
    assert ids == {half.instance_id, whole.instance_id}
