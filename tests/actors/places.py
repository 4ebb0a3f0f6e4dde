"""Fixtures: an application on each database, an office in it, people's tools.

The conftest of all tests takes them in by name.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from media.photo import Darkroom
from server import config, schema
from server.app import create_app
from server.db import db
from tests.actors.device import Device
from tests.actors.office import Office
from tests.actors.serving import served
from tests.actors.wire import InProcess, Line
from tests.actors.world import Country

BASE = "http://office.example"


@pytest.fixture(scope="session")
def darkroom() -> Iterator[Darkroom]:
    """Give the one darkroom of all applications in this process."""
    room = Darkroom()
    yield room
    room.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file with a campaign, its places and its people."""
    data = tmp_path_factory.mktemp("furnished")
    _furnish({"CHAFANG_DATA": str(data)})
    return data / "chafang.sqlite3"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[dict[str, str]]:
    """Give the settings of an office of this test's own, on each database."""
    if request.param == "sqlite":
        kept = request.getfixturevalue("furnished")
        yield {**furnished_settings(tmp_path, kept), "CHAFANG_BASE_URL": BASE}
        return
    server = request.getfixturevalue("postgres")
    url = server.lend(server.template("furnished_office", _furnisher(tmp_path)))
    yield {
        "CHAFANG_DATA": str(tmp_path / "data"),
        "CHAFANG_BASE_URL": BASE,
        "CHAFANG_DATABASE_URL": url,
    }


@pytest.fixture
def house(settings: dict[str, str], darkroom: Darkroom) -> Iterator[Flask]:
    """Give an application over an office in which nothing has happened yet."""
    with running(settings) as made:
        made.extensions["darkroom"] = darkroom
        yield made


@pytest.fixture
def office(house: Flask) -> Office:
    """Give an office with a campaign, its places and its people."""
    return Office(house, Country())


@pytest.fixture
def device(office: Office) -> Device:
    """Give a phone of team DZ07."""
    return phone(office, "DZ07")


@pytest.fixture
def line(house: Flask) -> Iterator[Line]:
    """Serve the application on a real socket."""
    with served(house) as url:
        yield Line(url)


def phone(office: Office, team: str, login: str | None = None) -> Device:
    """Bring another phone in."""
    return Device(InProcess(office.app)).enrol(office.invite(team, login))


def furnished_settings(folder: Path, furnished: Path) -> dict[str, str]:
    """Lay out an embedded office, SQLite and a folder, and give its settings."""
    data = folder / "data"
    data.mkdir()
    shutil.copy(furnished, data / "chafang.sqlite3")
    return {"CHAFANG_DATA": str(data)}


@contextmanager
def running(settings: dict[str, str]) -> Iterator[Flask]:
    """Make an application and let go of its connections afterwards."""
    app = create_app(config.read(settings))
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _furnisher(tmp_path: Path) -> Callable[[str], None]:
    def furnish(url: str) -> None:
        _furnish({"CHAFANG_DATA": str(tmp_path / "t"), "CHAFANG_DATABASE_URL": url})

    return furnish


def _furnish(told: dict[str, str]) -> None:
    with running(told) as app:
        with app.app_context():
            schema.upgrade()
        Office.open(app)
