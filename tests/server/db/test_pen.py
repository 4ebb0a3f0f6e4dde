"""One trip to the disk for those that queue, and each change stands for itself."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, text

from server.db import db, reading, writing
from server.db.pen import NotKept
from server.models import Region
from tests.actors.places import furnished_settings, running
from tests.server.db.test_writing import wait_for


@pytest.fixture
def app(tmp_path, furnished):
    with running(furnished_settings(tmp_path, furnished)) as made:
        yield made


@pytest.fixture
def trips(app):
    """Count the trips to the disk."""
    made: list[object] = []
    with app.app_context():
        event.listen(db.engines["writer"], "commit", made.append)
    return made


@pytest.fixture
def queued(app):
    """Let changes queue behind one that is being written, then let them go on."""

    @contextmanager
    def behind(*changes):
        waiting, kept = app.extensions["pen"]._turnstile._waiting, []
        with (
            ThreadPoolExecutor(len(changes)) as pool,
            app.app_context(),
            writing() as session,
        ):
            for expected, change in enumerate(changes, start=1):
                kept.append(pool.submit(_written, app, change))
                wait_for(lambda n=expected: len(waiting) == n)
            yield session, kept

    return behind


def _written(app, change):
    with app.app_context(), writing() as session:
        change(session)


def place(number):
    """Tell a change that adds a place."""
    return lambda session: session.add(_region(number))


def _region(number):
    return Region(code=f"{number:012}", level="village", name="x")


def failing(session):
    session.add(_region(9))
    session.flush()
    raise ValueError


def places(app):
    with app.app_context():
        chosen = select(Region.code).where(Region.code.startswith("00000"))
        return {int(code) for code in reading().scalars(chosen)}


def test_changes_that_queue_share_one_trip(app, queued, trips):
    with queued(place(1), place(2), place(3)):
        pass
    assert places(app) == {1, 2, 3}
    assert len(trips) == 1


def test_a_change_that_fails_is_undone_alone(app, queued):
    with queued(place(1), failing, place(2)) as (session, kept):
        session.add(_region(3))
    assert [one.exception() is None for one in kept] == [True, False, True]
    assert places(app) == {1, 2, 3}


def test_nobody_goes_on_before_the_change_is_durable(app, queued):
    seen = []

    def look(session):
        session.add(_region(2))
        seen.append((kept[0].done(), places(app)))

    with queued(place(1), look) as (_, kept):
        pass
    assert seen == [(False, set())]
    assert places(app) == {1, 2}


def given_up(session):
    """Fail as a damaged disk does: SQLite ends the transaction, not this change."""
    session.add(_region(4))
    session.flush()
    twice = "INSERT OR ROLLBACK INTO region SELECT * FROM region"
    session.execute(text(twice))


def test_what_the_store_gave_up_is_told_to_everybody_whose_it_was(app, queued):
    with (
        pytest.raises(NotKept),
        queued(place(1), given_up, place(2)) as (session, kept),
    ):
        session.add(_region(3))
    errors = [type(one.exception()) for one in kept]
    assert errors == [NotKept, NotKept, type(None)]
    assert places(app) == {2}


def test_a_lost_connection_keeps_nobody_waiting(app, queued):
    kept = []

    def lose_it():
        with queued(place(1)) as (session, others):
            kept.extend(others)
            session.connection().invalidate()

    with pytest.raises(NotKept):
        lose_it()
    assert kept[0].exception() is None
    assert places(app) == {1}
