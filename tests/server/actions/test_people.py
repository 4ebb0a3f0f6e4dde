"""Who comes in, who does not, and what they hold."""

from datetime import timedelta

import pytest

from server.actions import campaigns, passwords, people
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.db import clock_at, now, reading, writing
from server.models import Grant, Role, SignIn, Team, User

HASH = passwords.hashed("kabo-tumi-reso")
PHONE = "10.0.0.7"


def settle(login, password, address=PHONE):
    attempt = people.check(reading(), login, password, address)
    with writing() as session:
        return people.sign_in(session, attempt)


@pytest.fixture
def zhou(app):
    with writing() as session:
        return people.create_user(session, "Zhou", "周", HASH)


@pytest.fixture
def campaign(app):
    with writing() as session:
        new = NewCampaign("dz", "德州", "DZ26", "371400000000")
        return campaigns.create(session, SYSTEM, new)


def test_made_passwords_differ_and_can_be_read_out():
    made = {passwords.make() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 22 and one.isascii() for one in made)


def test_a_short_password_is_refused():
    with pytest.raises(passwords.PasswordLength):
        passwords.hashed("123456789")


def test_the_right_password_opens_a_session_of_its_own_each_time(zhou):
    first, second = settle("zhou", "kabo-tumi-reso"), settle("ZHOU ", "kabo-tumi-reso")
    assert first != second
    held = people.signed_in(reading(), first)
    assert held is not None
    assert held[0].id == zhou.id


def test_the_token_is_not_in_the_database(zhou):
    token = settle("zhou", "kabo-tumi-reso")
    assert token not in reading().query(SignIn.token_hash).scalar()


@pytest.mark.parametrize(
    ("login", "password"), [("zhou", "wrong-password"), ("nobody", "kabo-tumi-reso")]
)
def test_a_wrong_login_and_a_wrong_password_get_the_same_answer(zhou, login, password):
    assert settle(login, password) is None


def test_a_session_ends_after_twelve_hours(zhou):
    token = settle("zhou", "kabo-tumi-reso")
    with clock_at(now() + timedelta(hours=11, minutes=59)):
        assert people.signed_in(reading(), token)
    with clock_at(now() + timedelta(hours=12, minutes=1)):
        assert people.signed_in(reading(), token) is None


def test_signing_out_ends_the_session(zhou):
    token = settle("zhou", "kabo-tumi-reso")
    with writing() as session:
        people.sign_out(session, token)
    assert people.signed_in(reading(), token) is None


def test_a_disabled_user_is_out_at_once_and_stays_out(zhou):
    token = settle("zhou", "kabo-tumi-reso")
    with writing() as session:
        people.disable(session, session.get_one(User, zhou.id))
    assert people.signed_in(reading(), token) is None
    assert settle("zhou", "kabo-tumi-reso") is None


def test_ten_wrong_passwords_close_a_login_for_a_quarter_of_an_hour(zhou):
    for number in range(people.FAILURES_PER_LOGIN):
        settle("zhou", "wrong-password", f"10.0.0.{number}")
    with pytest.raises(people.TooManySignIns):
        people.check(reading(), "zhou", "kabo-tumi-reso", PHONE)
    with clock_at(now() + timedelta(minutes=16)):
        assert settle("zhou", "kabo-tumi-reso")


def test_many_wrong_logins_close_an_address_and_no_other(zhou):
    for number in range(people.FAILURES_PER_ADDRESS):
        attempt = people.Attempt(None, people._about(reading(), f"u{number}", PHONE))
        with writing() as session:
            people.sign_in(session, attempt)
    with pytest.raises(people.TooManySignIns):
        people.check(reading(), "zhou", "kabo-tumi-reso", PHONE)
    assert settle("zhou", "kabo-tumi-reso", "10.0.0.8")


def test_a_login_is_given_once(zhou):
    with writing() as session, pytest.raises(people.LoginTaken):
        people.create_user(session, "ZHOU", "另一人", HASH)


def test_a_role_needs_its_place(zhou, campaign):
    with writing() as session:
        team = Team(campaign_id=campaign.id, code="T1", name="一组")
        session.add(team)
        session.flush()
        with pytest.raises(people.RoleNeedsPlace):
            people.grant_team(session, SYSTEM, team, zhou, Role.OFFICE)
        with pytest.raises(people.RoleNeedsPlace):
            people.grant_region(
                session, SYSTEM, campaign, zhou, Role.INSPECTOR, "371400000000"
            )


def test_the_same_grant_twice_is_one(zhou, campaign):
    for _ in range(2):
        with writing() as session:
            people.grant_region(
                session, SYSTEM, campaign, zhou, Role.OFFICE, "371400000000"
            )
    assert len(reading().scalars(Grant.of(zhou.id)).all()) == 1
