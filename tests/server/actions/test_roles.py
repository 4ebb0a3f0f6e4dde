"""Roles given and taken back: who may, what it ends, and what is written of it."""

from __future__ import annotations

import json

import pytest

from server.actions import access, roles
from server.actions.access import SYSTEM
from server.actions.people import RoleAbove
from server.actions.roles import LastOffice, OwnOffice, Wanted
from server.db import now
from server.errors import NotFound
from server.models import Grant, Role, SignIn, User
from tests.actors.device import Device, Refused
from tests.actors.office import Office
from tests.actors.world import LINYI, Country

CITY, PROVINCE = "371400000000", "370000000000"


def actor(office, session, login):
    return access.actor_of_user(session, office._user(session, login))


def grant(office, session, login, role=None):
    user = office._user(session, login)
    held = session.scalars(Grant.of(user.id)).all()
    return user, next(one for one in held if role in (None, one.role))


def take(office, login, by="city", role=None):
    """Take a role back; answer what its event says."""
    with office.writing() as session:
        user, held = grant(office, session, login, role)
        home = office.campaign(session)
        roles.take_back(session, actor(office, session, by), home, user.key, held.id)
    return told(office, "grant.take")


def told(office, action):
    last = [event for event in office.events() if event.action == action][-1]
    return json.loads(last.body)


def give(office, login, wanted, by="city"):
    with office.writing() as session:
        who, home = actor(office, session, by), office.campaign(session)
        roles.give(session, who, home, office._user(session, login), wanted)


@pytest.mark.parametrize(
    ("login", "over"),
    [
        ("bigdata", {"role": "unit_contact", "unit": "LY-DSJ"}),
        ("leader07", {"role": "team_leader", "team": "DZ07"}),
        ("verifier_linyi", {"role": "verifier", "region": LINYI}),
    ],
)
def test_a_role_goes_with_one_event_that_says_whose_and_over_what(office, login, over):
    before = len(office.events())
    assert take(office, login) == {"login": login, **over}
    assert len(office.events()) == before + 1
    with office.reading() as session:
        user = office._user(session, login)
        assert session.scalars(Grant.of(user.id)).all() == []


def test_a_role_is_given_with_one_event_that_says_the_same(office):
    give(office, "civil", Wanted("unit_contact", unit=office.unit("QH-DSJ").key))
    over = {"login": "civil", "role": "unit_contact", "unit": "QH-DSJ"}
    assert told(office, "grant.give") == over


def test_whoever_lost_a_role_is_signed_out(office):
    with office.writing() as session:
        user = office._user(session, "civil")
        session.add(SignIn(user_id=user.id, token_hash="x", expires_at=now()))
    take(office, "civil")
    assert office.count(SignIn) == 0


def test_phones_and_open_codes_of_the_team_end_with_the_last_role_in_it(office, device):
    own = Device(device.wire).enrol(office.invite("DZ07", "inspector07"))
    code = office.invite("DZ07", "inspector07")
    with office.reading() as session:
        dz07 = office._team(session, "DZ07").key
    give(office, "inspector07", Wanted("team_leader", team=dz07))
    take(office, "inspector07", role=Role.INSPECTOR)
    assert own.get("/visits").status == 200
    take(office, "inspector07", role=Role.TEAM_LEADER)
    assert own.get("/visits").status == 401
    assert device.get("/visits").status == 200
    with pytest.raises(Refused) as refused:
        Device(device.wire).enrol(code)
    assert refused.value.code == "enrolment_expired"


def test_nobody_takes_the_role_by_which_he_manages(office):
    give(office, "city", Wanted("office", region=LINYI))
    with pytest.raises(OwnOffice):
        take(office, "city")
    with office.writing() as session:
        user = office._user(session, "city")
        county = session.scalars(Grant.of(user.id)).all()[-1]
        who, home = actor(office, session, "city"), office.campaign(session)
        roles.take_back(session, who, home, user.key, county.id)
    with office.reading() as session:
        held = session.scalars(Grant.of(office._user(session, "city").id)).all()
        assert [one.region_code for one in held] == [CITY]


def test_two_who_take_from_each_other_at_once_leave_one(office):
    with office.reading() as session:
        first, second = (actor(office, session, login) for login in ("city", "city2"))
    with office.writing() as session:
        user, held = grant(office, session, "city2")
        roles.take_back(session, first, office.campaign(session), user.key, held.id)
    with office.writing() as session:
        user, held = grant(office, session, "city")
        home = office.campaign(session)
        with pytest.raises(LastOffice):
            roles.take_back(session, second, home, user.key, held.id)


def test_no_role_is_given_or_taken_above_the_own_office(office):
    with office.writing() as session:
        home, user = office.campaign(session), office._user(session, "civil")
        above = Grant(
            campaign_id=home.id,
            user_id=user.id,
            role=Role.VERIFIER,
            region_code=PROVINCE,
        )
        session.add(above)
        session.flush()
        with pytest.raises(RoleAbove):
            roles.take_back(
                session, actor(office, session, "city"), home, user.key, above.id
            )
        roles.take_back(session, SYSTEM, home, user.key, above.id)
    with pytest.raises(RoleAbove):
        give(office, "civil", Wanted("reviewer", region=CITY), by="linyi")


def test_what_another_campaign_gave_is_not_there(office, house):
    other = Office.open(house, Country("other", "OT26", "o-"))
    with office.writing() as session:
        theirs, held = grant(other, session, "civil")
        mine = office._user(session, "civil")
        who, home = actor(office, session, "city"), office.campaign(session)
        for key, number in ((theirs.key, held.id), (mine.key, held.id), ("x", 1)):
            with pytest.raises(NotFound):
                roles.take_back(session, who, home, key, number)
        unit = Wanted("unit_contact", unit=other.unit("LY-DSJ").key)
        with pytest.raises(NotFound):
            roles.give(session, who, home, mine, unit)
        assert session.get(Grant, held.id) is not None
        assert session.get(User, theirs.id) is not None
