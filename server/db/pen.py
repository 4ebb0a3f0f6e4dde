"""The pen: who may write, and when a change is kept.

PostgreSQL gives every change a transaction of its own. On SQLite changes come one
at a time, in order of arrival, and those that queue meanwhile share one trip to the
disk: each is undone alone when it fails, and nobody goes on before it is durable.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.db.turnstile import Turnstile

#: So many changes share a trip to the disk at most: the first waits for the last.
MOST = 16


class NotKept(Exception):
    """The store failed while a change was on its way to the disk: nothing is kept."""


class Pen(Protocol):
    """Lets changes be written."""

    def change(self) -> AbstractContextManager[Session]:
        """Give a session for one change; on leaving it is durable, or undone."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Keep every change waiting; none is half written meanwhile."""
        ...


class OwnPens:
    """Every change at any time: the database keeps them apart."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def change(self) -> Iterator[Session]:
        """Give a session with a transaction of its own."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep nobody waiting: nothing here needs it."""
        yield


class OnePen:
    """One change at a time, from hand to hand, over threads and processes."""

    def __init__(self, engine: Engine, turnstile: Turnstile) -> None:
        self._engine = engine
        self._turnstile = turnstile
        self._sheet: Sheet | None = None

    @contextmanager
    def change(self) -> Iterator[Session]:
        """Give a session; raises NotKept when the store fails on the way."""
        self._turnstile.enter()
        sheet = self._begun()
        try:
            with sheet.change() as session:
                yield session
        finally:
            self._pass_on(sheet)
            sheet.wait()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep what is written so far, then let nobody write."""
        self._turnstile.enter()
        try:
            self._keep()
            yield
        finally:
            self._turnstile.leave()

    def _begun(self) -> Sheet:
        """Go on with the sheet that was handed over, or begin one."""
        if self._sheet is None:
            try:
                self._sheet = Sheet(self._engine)
            except BaseException:
                self._turnstile.leave()
                raise
        return self._sheet

    def _pass_on(self, sheet: Sheet) -> None:
        """Hand the sheet to who waits, or keep it when it is full or nobody does."""
        if self._turnstile.awaited() and sheet.has_room():
            self._turnstile.hand_on()
            return
        try:
            self._keep()
        finally:
            self._turnstile.leave()

    def _keep(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.keep()


class Sheet:
    """Changes that go to the disk together: a transaction, a savepoint for each."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._connection.begin()
        self._changes = 0
        self._is_kept = False
        self._error: Exception | None = None
        self._settled = Event()

    @contextmanager
    def change(self) -> Iterator[Session]:
        """Give a session for the next change."""
        self._changes += 1
        with (
            Session(
                self._connection,
                expire_on_commit=False,
                join_transaction_mode="create_savepoint",
            ) as session,
            session.begin(),
        ):
            yield session

    def has_room(self) -> bool:
        """Say whether another change may join: not when SQLite gave all of it up."""
        return self._changes < MOST and self._is_open()

    def keep(self) -> None:
        """Bring it to the disk, and let everybody know who waits."""
        try:
            if self._is_open():
                self._connection.commit()
                self._is_kept = True
        except Exception as error:  # noqa: BLE001 - told to everybody who waits
            self._error = error
        finally:
            self._connection.close()
            self._settled.set()

    def wait(self) -> None:
        """Wait until all of it is durable; raises NotKept."""
        self._settled.wait()
        if not self._is_kept:
            raise NotKept from self._error

    def _is_open(self) -> bool:
        """Ask SQLite itself: a full disk ends its transaction in the middle."""
        try:
            driver = self._connection.connection.dbapi_connection
        except SQLAlchemyError:  # given up: the connection was lost
            return False
        return bool(driver and driver.in_transaction)
