"""Files that take minutes are made by a process beside the one that serves."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from server.actions import exports
from server.models import ExportJob, ExportState
from tests.actors.office import Office
from tests.actors.places import furnished_settings, running
from tests.actors.serving import Served, command
from tests.actors.world import Country

PATIENCE = 60


@pytest.fixture
def chosen(tmp_path, furnished):
    """Give the settings of an embedded office: SQLite and a folder."""
    return furnished_settings(tmp_path, furnished)


@pytest.fixture
def office(chosen):
    """Give the office as its commands see it, beside the server's process."""
    with running(chosen) as app:
        yield Office(app, Country())


@pytest.fixture
def server(chosen, office):
    """Give the office's server, running."""
    made = Served(chosen)
    made.start()
    yield made
    made.kill()


def asked(office: Office, kind: str) -> int:
    with office.writing() as session:
        home = office.campaign(session)
        who = office.person("city").who(session)
        return exports.ask(session, who, home, kind, {}, "专班会议").id


def stands(office: Office, key: int) -> ExportState:
    with office.reading() as session:
        return ExportState(session.get_one(ExportJob, key).state)


def until(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def beside(server: Served) -> list[Path]:
    """List the processes that a server started to make files, as the kernel does."""
    assert server.process is not None
    tasks = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    numbers = [one for task in tasks for one in task.read_text().split()]
    found = [Path(f"/proc/{one}") for one in numbers]
    return [one for one in found if "jobs\0exports" in words(one)]


def words(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def test_the_command_makes_what_was_asked_for_and_ends(office, chosen):
    keys = [asked(office, kind) for kind in ("summary", "situation")]
    told = command(chosen, "jobs", "exports", "--json")
    assert (told.returncode, told.stdout.strip()) == (0, '{"made": 2}')
    assert {stands(office, key) for key in keys} == {ExportState.READY}
    assert command(chosen, "jobs", "exports").stdout == "做好 0 份导出文件。\n"


def test_a_server_has_them_made_beside_itself(office, server):
    key = asked(office, "summary")
    until(lambda: bool(beside(server)))
    until(lambda: stands(office, key) == ExportState.READY)
    until(lambda: not beside(server))


def test_who_stops_the_server_stops_what_it_started(office, server):
    asked(office, "summary")
    until(lambda: bool(beside(server)))
    (other,) = beside(server)
    server.stop()
    assert not other.exists()
    assert server.ended == 0
