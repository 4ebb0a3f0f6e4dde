"""One pen: writers come one at a time, in order, over threads and processes."""

import gc
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from server.db import checkpoint, db, reading, writing
from server.db.turnstile import Turnstile
from server.models import Campaign, Region
from tests.actors.places import furnished_settings, running
from tests.actors.serving import ROOT, environment


def add_one(app):
    with app.app_context(), writing() as session:
        home = session.scalars(select(Campaign).with_for_update()).one()
        home.seq += 1


def seq(app):
    with app.app_context():
        return reading().scalars(select(Campaign.seq)).one()


def test_eight_threads_that_read_and_write_lose_nothing(house):
    before = seq(house)
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda _: add_one(house), range(80)):
            pass
    assert seq(house) == before + 80


def test_a_failed_change_is_undone_and_the_pen_is_free(house):
    before = seq(house)

    def fail():
        with house.app_context(), writing() as session:
            session.scalars(select(Campaign)).one().seq += 1
            session.flush()
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert seq(house) == before
    add_one(house)


def test_what_was_written_is_read_in_the_same_request(house):
    with house.app_context():
        before = reading().scalars(select(Campaign.seq)).one()
        add_one(house)
        with writing():
            pass
        assert reading().scalars(select(Campaign.seq)).one() == before + 1


def test_a_reader_is_not_held_up_by_a_writer(house):
    with house.app_context(), writing() as session:
        session.add(Region(code="1" * 12, level="village", name="x"))
        session.flush()
        seen = []
        reader = threading.Thread(target=lambda: seen.append(seq(house)))
        reader.start()
        reader.join(timeout=10)
        assert len(seen) == 1


# ------------------------------------------------------------------ SQLite only


@pytest.fixture
def embedded(tmp_path, furnished):
    return furnished_settings(tmp_path, furnished)


@pytest.fixture
def app(embedded):
    with running(embedded) as made:
        yield made


def test_every_writing_connection_waits_for_the_disk(app):
    with app.app_context(), db.engines["writer"].connect() as connection:
        told = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "wal_autocheckpoint",
                "foreign_keys",
            )
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "wal_autocheckpoint": 0,
        "foreign_keys": 1,
    }


def test_a_reading_session_cannot_write(app):
    with app.app_context():
        session = reading()
        session.add(Region(code="1" * 12, level="village", name="x"))
        with pytest.raises(OperationalError, match="readonly"):
            session.flush()
        session.rollback()


def test_the_log_is_folded_and_begins_anew(app, monkeypatch):
    monkeypatch.setattr("server.db.engines.WAL_LIMIT", 1)
    file = app.extensions["database_file"]
    log = file.with_name(file.name + "-wal")
    sizes = []
    for _ in range(4):
        for _ in range(5):
            add_one(app)
        sizes.append(log.stat().st_size)
        with app.app_context():
            checkpoint()
    assert sizes[0] > 0
    assert sizes[-1] == sizes[0]


def test_a_short_log_is_left_alone(app):
    with app.app_context():
        add_one(app)
        checkpoint()
    file = app.extensions["database_file"]
    assert file.with_name(file.name + "-wal").stat().st_size > 0


WRITER = """
import os, sys
from sqlalchemy import select
from server import config
from server.app import create_app
from server.db import writing
from server.models import Campaign
app = create_app(config.read(os.environ))
print("ready", flush=True)
sys.stdin.readline()
with app.app_context():
    for _ in range(int(sys.argv[1])):
        with writing() as session:
            session.scalars(select(Campaign)).one().seq += 1
"""


def test_processes_write_beside_one_another_and_lose_nothing(app, embedded):
    before = seq(app)
    others = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, "40"],
            env=environment(embedded),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
    for other in others:
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
    for _ in range(40):
        add_one(app)
    ends = []
    for other in others:
        other.communicate()
        ends.append(other.returncode)
    assert ends == [0, 0]
    assert seq(app) == before + 120


# ------------------------------------------------------------------ the queue


def test_the_turnstile_lets_in_one_by_one_in_order_of_arrival(tmp_path):
    turnstile = Turnstile(tmp_path / "write.lock")
    order, inside, most = [], [], []

    def pass_through(number):
        turnstile.enter()
        inside.append(number)
        most.append(len(inside))
        order.append(number)
        inside.remove(number)
        turnstile.leave()

    walkers = [threading.Thread(target=pass_through, args=(n,)) for n in range(20)]
    turnstile.enter()
    for expected, walker in enumerate(walkers, start=1):
        walker.start()
        wait_for(lambda e=expected: len(turnstile._waiting) == e)
    turnstile.leave()
    for walker in walkers:
        walker.join()
    assert order == list(range(20))
    assert max(most) == 1


def test_an_office_that_is_closed_holds_none_of_its_files(furnished, tmp_path):
    told = furnished_settings(tmp_path, furnished)
    with running(told) as app, app.app_context(), writing() as session:
        session.execute(text("SELECT 1"))
    assert held(tmp_path)
    del app, session
    gc.collect()
    assert held(tmp_path) == []


def test_two_turnstiles_on_one_file_keep_each_other_out(tmp_path):
    one, two = (Turnstile(tmp_path / "write.lock") for _ in range(2))
    seen = []

    def second():
        two.enter()
        seen.append("second")
        two.leave()

    one.enter()
    waiting = threading.Thread(target=second)
    waiting.start()
    waiting.join(timeout=0.3)
    seen.append("first")
    one.leave()
    waiting.join()
    assert seen == ["first", "second"]


def held(folder):
    """Give the files of a folder that this process has open."""
    links = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return [file for file in map(Path.readlink, links) if folder in file.parents]


def wait_for(fact):
    deadline = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.001)
