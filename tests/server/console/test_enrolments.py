"""Codes for many phones on one sheet: each works once, until the day on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.actions import invitations
from server.actions.access import SYSTEM
from server.actions.invitations import EVERYBODY, UNNAMED, WITHOUT, Wish
from server.db import clock_at, now
from server.errors import BadInput, Incomplete
from server.models import Device as Phone
from server.models import Enrolment, Team
from server.reports.enrolment_sheet import cards
from tests.actors.device import Device, Refused
from tests.actors.places import BASE, phone
from tests.actors.wire import InProcess
from tests.server.console.clerk import keys

EVERYONE = {"whom": EVERYBODY, "a_team": "2", "days": "3"}


def invited(office, wish, *codes):
    with office.writing() as session:
        teams = [one for one in session.scalars(select(Team)) if one.code in codes]
        made, until = invitations.invite(session, SYSTEM, teams, wish)
        return cards.of(BASE, made), until


def test_everybody_of_the_teams_gets_one_with_the_name_on_it(office):
    made, _ = invited(office, Wish(EVERYBODY), "DZ07", "DZ08")
    assert [(one.team, one.who.partition("　")[0]) for one in made] == [
        ("德州-07组", "inspector07"),
        ("德州-07组", "leader07"),
        ("德州-08组", "leader08"),
    ]


def test_who_carries_a_phone_already_is_left_out_when_asked(office):
    phone(office, "DZ07", "leader07")
    made, _ = invited(office, Wish(WITHOUT), "DZ07")
    assert [one.who.partition("　")[0] for one in made] == ["inspector07"]


def test_so_many_a_team_without_names(office):
    made, _ = invited(office, Wish(UNNAMED, a_team=3), "DZ07", "DZ01")
    assert [one.team for one in made].count("德州-07组") == 3
    assert {one.who for one in made} == {""}


def test_a_code_of_the_sheet_lets_its_person_in_until_the_day_on_it(office):
    made, until = invited(office, Wish(EVERYBODY, days=5), "DZ07")
    assert until > now() + timedelta(days=4)
    first, second = (one.link.rpartition("/")[2] for one in made)
    with clock_at(until - timedelta(minutes=1)):
        Device(InProcess(office.app)).enrol(first)
    with office.reading() as session:
        assert session.scalars(select(Phone)).one().user_id is not None
    with clock_at(until + timedelta(minutes=1)), pytest.raises(Refused):
        Device(InProcess(office.app)).enrol(second)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("all"), "sheet_whom"),
        (Wish(days=0), "sheet_days"),
        (Wish(days=15), "sheet_days"),
        (Wish(UNNAMED, a_team=21), "sheet_a_team"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_and_makes_no_code(office, wish, code):
    with pytest.raises(BadInput) as refused:
        invited(office, wish, "DZ07")
    assert refused.value.code == code
    assert office.count(Enrolment) == 0


def test_a_team_without_people_says_so(office):
    with office.writing() as session:
        home = office.campaign(session)
        session.add(Team(campaign_id=home.id, code="NEW", name="新组"))
    with pytest.raises(Incomplete):
        invited(office, Wish(EVERYBODY), "NEW")


def test_the_sheet_is_handed_out_as_pdf(office, clerk):
    answer = clerk("city").send("/enrolments", **EVERYONE)
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF-")
    answer.close()
    assert office.count(Enrolment) == 4


def test_a_leader_makes_codes_for_the_own_team_only(office, clerk):
    leader = clerk("leader07")
    assert len(keys(leader.open("/enrolments"), r'name="teams" value="([^"]+)"')) == 1
    (theirs,) = keys(
        clerk("leader01").open("/enrolments"), r'name="teams" value="([^"]+)"'
    )
    answer = leader.send("/enrolments", teams=theirs, **EVERYONE)
    assert answer.status_code == 422
    assert office.count(Enrolment) == 0


@pytest.mark.parametrize("login", ["inspector07", "reviewer", "bigdata"])
def test_who_enrols_no_phones_is_refused(office, clerk, login):
    someone = clerk(login)
    assert someone.open("/enrolments").status_code == 403
    assert someone.send("/enrolments", **EVERYONE).status_code == 403
    assert office.count(Enrolment) == 0
