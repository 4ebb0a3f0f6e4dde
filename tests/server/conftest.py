"""The office under test: a real application on SQLite, and on PostgreSQL."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server import config, schema
from server.app import create_app
from server.db import db


def office(data: Path, url: str | None = None):
    """Make an application over a data folder, on a database of its own."""
    told = {"CHAFANG_DATA": str(data)}
    if url is not None:
        told["CHAFANG_DATABASE_URL"] = url
    return create_app(config.read(told))


def close(app) -> None:
    """Let go of what the application holds open."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["darkroom"].close()


def furnish(data: Path, url: str | None = None) -> None:
    """Make the tables, once for all tests of a run."""
    app = office(data, url)
    with app.app_context():
        schema.upgrade()
    close(app)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """Give a data folder whose database has its tables."""
    data: Path = tmp_path_factory.mktemp("template")
    furnish(data)
    return data


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(request, tmp_path, sqlite_template):
    """Give an application with empty tables, inside of its context."""
    data, url = tmp_path / "data", None
    if request.param == "sqlite":
        shutil.copytree(sqlite_template, data)
    else:
        server = request.getfixturevalue("postgres")
        elsewhere = tmp_path / "furnishing"
        name = server.template("office", lambda empty: furnish(elsewhere, empty))
        url = server.lend(name)
    app = office(data, url)
    with app.app_context():
        yield app
    close(app)
