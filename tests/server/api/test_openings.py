"""A forgotten PIN: the phone asks, somebody in the office looks, it is opened."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from server.actions import openings
from server.actions.access import SYSTEM
from server.errors import BadInput, WrongState
from server.models import Event, Opening
from server.sealing import Opener, public_text, seal
from tests.actors.device import Device, Refused

KEY = "a2V5IG9mIHRoZSBzdG9yZQ"


class Locked:
    """A phone that lost its PIN, and holds its key sealed to the office."""

    def __init__(self, phone: Device) -> None:
        self.phone = phone
        self.reply = Opener(ec.generate_private_key(ec.SECP256R1()))
        self.office = phone._told(phone.get("/protection"))["office_key"]
        self.opening = ""

    def sealed(self, **other: str) -> str:
        told = {"key": KEY, "device": self.phone.about["device_id"], **other}
        return seal(self.office, "vault-key", json.dumps(told).encode())

    def ask(self, sealed: str | None = None) -> str:
        told = {
            "sealed": sealed or self.sealed(),
            "reply_to": public_text(self.reply),
        }
        self.opening = self.phone._told(self.phone.post("/openings", told), 201)[
            "opening"
        ]
        return self.opening

    def answer(self) -> tuple[str, str]:
        told = self.phone._told(
            self.phone.post(f"/openings/{self.opening}/answer", {}), 200
        )
        return told["state"], told["answer"]


@pytest.fixture
def locked(device):
    return Locked(device)


def decide(office, key, how):
    opener = office.app.extensions["sealing"]
    with office.writing() as session:
        opening = session.scalars(select(Opening).where(Opening.key == key)).one()
        if how == "grant":
            openings.grant(session, SYSTEM, opener, opening)
        else:
            openings.refuse(session, SYSTEM, opening)


def test_the_key_comes_back_to_the_phone_that_asked_once(office, locked):
    key = locked.ask()
    assert locked.answer() == ("asked", "")
    decide(office, key, "grant")
    state, answer = locked.answer()
    assert state == "granted"
    assert locked.reply.open("unlock-answer", answer).decode() == KEY
    with pytest.raises(Refused) as refused:
        locked.answer()
    assert (refused.value.status, refused.value.code) == (404, "opening_unknown")
    with office.writing() as session:
        opening = session.scalars(select(Opening)).one()
        assert opening.answer == ""
        said = set(session.scalars(select(Event.action)))
    assert {"opening.asked", "opening.granted", "opening.fetched"} <= said


def test_a_refused_phone_is_told_and_may_ask_again(office, locked):
    decide(office, locked.ask(), "refuse")
    assert locked.answer() == ("refused", "")
    decide(office, locked.ask(), "grant")
    assert locked.answer()[0] == "granted"


def test_asking_anew_ends_what_was_asked_before(office, locked):
    first = locked.ask()
    locked.ask()
    with pytest.raises(WrongState):
        decide(office, first, "grant")


def test_a_revoked_phone_may_ask_too_its_work_is_late_but_not_lost(office, locked):
    office.revoke(locked.phone.token)
    decide(office, locked.ask(), "grant")
    assert locked.answer()[0] == "granted"


def test_what_another_team_sealed_is_opened_for_nobody(office, locked):
    other = Device(locked.phone.wire).enrol(office.invite("DZ08"))
    key = locked.ask(locked.sealed(device=other.about["device_id"]))
    with pytest.raises(BadInput) as refused:
        decide(office, key, "grant")
    assert refused.value.code == "opening_not_ours"


@pytest.mark.parametrize("sealed", ["cf1.x.y.z", "nonsense"])
def test_what_was_not_sealed_to_this_office_is_refused_in_words(office, locked, sealed):
    key = locked.ask(sealed)
    with pytest.raises(BadInput) as refused:
        decide(office, key, "grant")
    assert refused.value.code == "opening_not_ours"


def test_a_key_that_nothing_can_be_sealed_to_is_refused_at_once(locked):
    told = {"sealed": locked.sealed(), "reply_to": "AAAA"}
    assert locked.phone.post("/openings", told).status == 400


def test_another_phone_sees_nothing_of_it(office, locked):
    key = locked.ask()
    other = Device(locked.phone.wire).enrol(office.invite("DZ07"))
    answer = other.post(f"/openings/{key}/answer", {})
    assert answer.status == 404


def test_a_campaign_may_want_a_pin(office, device):
    told = device._told(device.get("/protection"))
    assert (told["pin_required"], told["lock_minutes"]) == (False, 5)
    with office.writing() as session:
        home = office.campaign(session)
        chosen = {"pin_required": True, "lock_minutes": 2}
        openings.protect(session, SYSTEM, home, chosen)
    told = device._told(device.get("/protection"))
    assert (told["pin_required"], told["lock_minutes"]) == (True, 2)
