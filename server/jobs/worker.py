"""The worker: a thread of the server, or a process of its own."""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Sequence

from flask import Flask

from server.db import checkpoint, db, reading, writing
from server.jobs import (
    answers,
    bulk,
    claims,
    entities,
    exports,
    hooks,
    likenesses,
    photos,
    rerun,
    rules,
    upkeep,
)
from server.models import Job

log = logging.getLogger(__name__)

KINDS: dict[str, Callable[[Sequence[Job]], None]] = {
    "rules": rules.run,
    "entities": entities.take,
    "entity_wait": entities.end,
    "photos": photos.run,
    "rerun": rerun.run,
    "mail": hooks.mail,
    "webhook": hooks.webhook,
    "export": exports.run,
    "bulk": bulk.run,
    "answers": answers.run,
    "likeness": likenesses.run,
}
#: What takes minutes has a process of its own, so that nothing else waits for it.
LONG = frozenset({"export"})
SHORT = frozenset(KINDS) - LONG
#: How many jobs of a kind are taken at once: what a lease has time for.
BATCH = {
    "rules": 100,
    "entities": 100,
    "entity_wait": 20,
    "photos": 8,
    "rerun": 1,
    "mail": 8,
    "webhook": 8,
    "export": 1,
    "bulk": 1,
    "answers": 20,
    "likeness": 100,
}
#: What nobody waits for: done when nothing else is to do.
LATER = ("answers", "likeness")
IDLE_S = 0.2
UPKEEP_S = 2.0
#: Waited when the process for what takes minutes came to nothing.
AGAIN_S = 10.0


def drain(kinds: Collection[str] = frozenset(KINDS)) -> int:
    """Run what is waiting until nothing is; answer how many jobs were run."""
    count = 0
    while jobs := _claimed(kinds):
        _run(jobs)
        count += len(jobs)
        # A long queue would let SQLite's log grow to gigabytes before it is empty.
        checkpoint()
    return count


class Worker:
    """Runs jobs as they come, until it is told to stop.

    `exporter` is the command that does what takes minutes and ends. In the process that
    serves it would slow every page: the interpreter runs one thread at a time.
    """

    def __init__(self, app: Flask, exporter: Sequence[str]) -> None:
        self._app = app
        self._exporter = exporter
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for name, target in (("worker", self._short), ("exporter", self._long))
        ]

    def start(self) -> None:
        """Work beside the web server."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the batch in hand and end."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=30)

    def work(self) -> None:
        """Work until stopped, in this thread and one beside it."""
        self._threads[1].start()
        self._short()

    def _short(self) -> None:
        self._until_stopped(lambda: drain(SHORT), upkeep.run)

    def _long(self) -> None:
        self._until_stopped(self._beside, upkeep.tidy_exports)

    def _beside(self) -> int:
        """Have a process of its own do what takes minutes, if there is any."""
        waits = reading().scalar(claims.waiting(LONG, ())) is not None
        db.session.remove()
        if waits:
            ended = self._exported()
            if ended and not self._stop.is_set():
                log.error("%s ended with %s", " ".join(self._exporter), ended)
                self._stop.wait(AGAIN_S)
        return 0

    def _exported(self) -> int:
        """Run the exporter until it ends or this has to stop; answer how it ended."""
        base_url = self._app.extensions["settings"].base_url
        with subprocess.Popen(
            self._exporter,
            env={**os.environ, "CHAFANG_BASE_URL": base_url},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Whoever stops this at a terminal stops it alone; it stops the other.
            start_new_session=True,
        ) as child:
            while child.poll() is None and not self._stop.wait(IDLE_S):
                pass
            child.terminate()
        return child.returncode

    def _until_stopped(self, work: Callable[[], int], keep: Callable[[], None]) -> None:
        """Do what there is to do; a fault of the database is waited out."""
        last = 0.0
        while not self._stop.is_set():
            with self._app.app_context():
                try:
                    if time.monotonic() - last > UPKEEP_S:
                        keep()
                        last = time.monotonic()
                    busy = work()
                except Exception:
                    log.exception("the worker could not go on; trying again")
                    busy = 0
                finally:
                    db.session.remove()
            if not busy:
                self._stop.wait(IDLE_S)


def _claimed(kinds: Collection[str]) -> list[Job]:
    kind = reading().scalar(claims.waiting(kinds, LATER))
    if kind is None:
        db.session.rollback()
        return []
    with writing() as session:
        return claims.claim(session, kind, BATCH[kind])


def _run(jobs: list[Job]) -> None:
    """Run a batch; when it fails, run each alone so that one spoils no other."""
    try:
        KINDS[jobs[0].kind](jobs)
    except Exception as error:  # noqa: BLE001 - whatever it does, the next one runs
        db.session.rollback()
        if len(jobs) > 1:
            for job in jobs:
                _run([job])
            return
        log.warning("job %s of %s failed: %r", jobs[0].id, jobs[0].kind, error)
        with writing() as session:
            claims.failed(session, jobs[0], repr(error))
