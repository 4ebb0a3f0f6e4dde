"""The job `export`: make a file that somebody asked for, saying how far it is."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from server.actions import access, exports
from server.actions.exports import Cancelled, Made
from server.db import apart, now, reading, writing
from server.errors import NotAllowed, Refusal
from server.jobs import claims
from server.models import Campaign, ExportJob, ExportState, Job, User
from server.reports.evidence import leaving
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House, Kind
from server.reports.wanted import Wanted, quiet

log = logging.getLogger(__name__)
#: How often progress is written down, in seconds; the lease goes on with it.
EVERY_S = 1.0


def run(jobs: Sequence[Job]) -> None:
    """Make each file; one that cannot be made says why and is not tried again."""
    for job in jobs:
        _make(job)
        with writing() as session:
            claims.done(session, [job])


def place(wanted: ExportJob) -> Path:
    """Say where a file stands."""
    shelf: Path = current_app.extensions["settings"].shelf
    shelf.mkdir(mode=0o700, exist_ok=True)
    return shelf / f"{wanted.key}.{KINDS[wanted.kind].ending}"


def _make(job: Job) -> None:
    with apart() as session:
        asked = session.get_one(ExportJob, job.subject_id)
        part = place(asked).with_suffix(".part")
        try:
            made = _written(session, job, asked, part)
            part.replace(place(asked))
            with writing() as pen:
                exports.finish(pen, asked.id, made)
        except Cancelled:
            _drop_unwanted(asked)
        except Exception as error:  # noqa: BLE001 - who asked is told
            log.warning("export %s could not be made: %r", asked.id, error)
            code = error.code if isinstance(error, Refusal) else "export_failed"
            with writing() as pen:
                exports.fail(pen, asked.id, code)
        finally:
            part.unlink(missing_ok=True)


def _drop_unwanted(asked: ExportJob) -> None:
    """Remove what was made in vain; a file that is ready stays as it is."""
    if reading().get_one(ExportJob, asked.id).state == ExportState.CANCELLED:
        place(asked).unlink(missing_ok=True)


def _written(session: Session, job: Job, asked: ExportJob, out: Path) -> Made:
    kind = KINDS[asked.kind]
    wanted = _wanted(session, asked, _Progress(job, asked.id))
    count = kind.count(wanted)
    total = _total(kind, wanted, count)
    with writing() as pen:
        exports.begin(pen, asked.id, wanted.actor, wanted.campaign, total)
    with out.open("wb") as file:
        kind.write(file, wanted, _house())
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = wanted.name_of_file(kind.title, kind.ending)
    return Made(name, count, digest, out.stat().st_size)


def _total(kind: Kind, wanted: Wanted, count: int) -> int:
    """Say how many rows are read for a file, and how many photos go into it."""
    rows = count * kind.passes
    if not kind.has_photos:
        return rows
    parts = replace(wanted, tell=quiet).findings()
    shown = (leaving(wanted.session, [one.id for one in part]) for part in parts)
    return rows + sum(len(one.photos) for found in shown for one in found.values())


def _wanted(session: Session, asked: ExportJob, tell: Callable[[int], None]) -> Wanted:
    """See with the eyes of who asked, as they are now; raises NotAllowed."""
    user = session.get_one(User, asked.requested_by)
    home = session.get_one(Campaign, asked.campaign_id)
    actor, verb = access.actor_of_user(session, user), KINDS[asked.kind].verb
    if user.disabled_at is not None or not access.somewhere(actor, verb, home):
        raise NotAllowed
    chosen = LedgerFilter.read(asked.asked)
    return Wanted(session, actor, home, chosen, now(), tell, asked.asked)


def _house() -> House:
    known = current_app.extensions
    return House(known["store"], known["darkroom"])


class _Progress:
    """Counts what is done, writes it down now and then, and keeps the lease."""

    def __init__(self, job: Job, wanted_id: int) -> None:
        self._job = job
        self._wanted_id = wanted_id
        self._done = 0
        self._told = time.monotonic()

    def __call__(self, more: int) -> None:
        """Count more; raises Cancelled."""
        self._done += more
        if time.monotonic() - self._told < EVERY_S:
            return
        self._told = time.monotonic()
        with writing() as session:
            exports.advance(session, self._wanted_id, self._done)
            claims.keep(session, self._job)
