"""The seals over the events: what was changed behind the office's back is seen."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from server.actions import seals
from server.db import clock_at, now
from server.models import Event, EventSeal
from tests.actors.forms import VISIT


def sealed(office, minutes):
    """Let what happened be sealed some minutes from now, as upkeep does."""
    with clock_at(now() + timedelta(minutes=minutes)):
        with office.reading() as session:
            ready = [seals.prepare(session, one) for one in seals.due(session)]
        with office.writing() as session:
            for one in filter(None, ready):
                seals.keep(session, one)
    return len(ready)


@pytest.fixture
def busy(office):
    """Give an office where things have happened, sealed twice."""
    office.publish(VISIT)
    assert sealed(office, 2) == 1
    office.set_parameters(minutes=30)
    office.withdraw("visit")
    assert sealed(office, 4) == 1
    return office


def troubles(office):
    return [(one.what, one.trouble) for one in office.fsck()]


def test_what_is_as_it_was_is_sound_and_sealed_once(busy):
    assert troubles(busy) == []
    assert sealed(busy, 6) == 0


@pytest.mark.parametrize(
    "tampering",
    [
        update(Event).values(body=b"{}"),
        update(Event).values(user_id=None, at=text("at")).values(action="form.other"),
        update(EventSeal).values(hash="0" * 64),
    ],
    ids=["what was done", "how it is called", "the seal"],
)
def test_an_event_written_anew_breaks_its_seal(busy, tampering):
    with busy.writing() as session:
        session.execute(tampering)
    assert troubles(busy) == [("events", "seal_broken")]


def test_an_event_taken_out_breaks_its_seal(busy):
    with busy.writing() as session:
        session.execute(delete(Event).where(Event.seq == 2))
    assert troubles(busy) == [("events", "seal_broken")]


def test_two_workers_write_one_seal(office):
    office.publish(VISIT)
    with office.reading() as session:
        ready = seals.prepare(session, seals.due(session)[0])
    assert ready is not None
    for _worker in range(2):
        with office.writing() as session:
            seals.keep(session, ready)
    assert office.count(EventSeal) == 1
