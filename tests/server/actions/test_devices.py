"""Phones: what opens the door to them, and what shuts it."""

from sqlalchemy import select

from server.actions import people
from server.models import User
from tests.actors.places import phone


def test_a_person_who_is_kept_out_is_kept_out_on_the_phone_too(office):
    own, other = phone(office, "DZ07", "inspector07"), phone(office, "DZ07")
    with office.writing() as session:
        people.disable(session, _person(session))
    assert own.get("/visits").status == 401
    assert other.get("/visits").status == 200


def test_who_is_let_in_again_goes_on_with_the_same_phone(office):
    device = phone(office, "DZ07", "inspector07")
    with office.writing() as session:
        people.disable(session, _person(session))
    with office.writing() as session:
        _person(session).disabled_at = None
    assert device.get("/visits").status == 200


def _person(session):
    return session.scalars(select(User).where(User.login == "inspector07")).one()
