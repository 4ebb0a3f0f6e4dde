"""Engines and sessions: many readers, one writer.

SQLite: WAL with `synchronous=FULL`; a write begins IMMEDIATE, in order of arrival,
and checkpoints happen under the same pen. PostgreSQL needs none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

from server.db.base import Base
from server.db.pen import OnePen, OwnPens, Pen
from server.db.turnstile import Turnstile

WAL_LIMIT = 8 * 1024 * 1024
PRAGMAS = [
    "PRAGMA busy_timeout=30000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",
]

db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def set_up(app: Flask, url: str, folder: Path) -> None:
    """Bind the engines to the application: one that reads, one that writes."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_BINDS"] = {"writer": {"url": url}}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _pool(url)
    app.extensions["database_file"] = folder / "chafang.sqlite3"
    db.init_app(app)
    with app.app_context():
        if url.startswith("sqlite"):
            _tune(db.engines[None], "BEGIN", [*PRAGMAS, "PRAGMA query_only=ON"])
            _tune(db.engines["writer"], "BEGIN IMMEDIATE", PRAGMAS)
        app.extensions["pen"] = _pen(db.engines["writer"], folder)


def reading() -> Session:
    """Give the session of this request or job that only looks."""
    return db.session()


@contextmanager
def apart() -> Iterator[Session]:
    """Give a session that only looks and lasts, whatever is written meanwhile."""
    with Session(db.engines[None], expire_on_commit=False) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """Hold the pen: a session that commits at the end, or undoes everything.

    The reading session lets go of its snapshot first, so that what was written is
    seen afterwards; what it had loaded keeps the values it was loaded with.
    """
    db.session.close()
    with _held().change() as session:
        yield session


def one_at_a_time(connection: Connection, what: str) -> None:
    """Keep other writers of the same thing waiting until this one has committed.

    SQLite has one writer anyway; PostgreSQL takes an advisory lock by name.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"),
            {"what": what},
        )


def checkpoint() -> None:
    """Fold the write-ahead log into the database when it has grown long."""
    file: Path = current_app.extensions["database_file"]
    log = file.with_name(file.name + "-wal")
    if db.engines["writer"].dialect.name != "sqlite" or not log.exists():
        return
    if log.stat().st_size < WAL_LIMIT:
        return
    with _held().alone():
        connection = db.engines["writer"].raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()


def _held() -> Pen:
    pen: Pen = current_app.extensions["pen"]
    return pen


def _pool(url: str) -> dict[str, Any]:
    """Choose the pool; what people sent is never written into a log."""
    return {"hide_parameters": True, "json_serializer": _json, **_size(url)}


def _json(value: Any) -> str:
    """Write a column of JSON; Chinese stays Chinese, at half the length."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _size(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"pool_size": 32, "max_overflow": 32}
    return {"pool_size": 16, "max_overflow": 48, "pool_pre_ping": True}


def _pen(engine: Engine, folder: Path) -> Pen:
    if engine.dialect.name == "sqlite":
        return OnePen(engine, Turnstile(folder / "write.lock"))
    return OwnPens(engine)


def _tune(engine: Engine, begin: str, pragmas: list[str]) -> None:
    """Set what SQLite needs on each connection and at each beginning."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
