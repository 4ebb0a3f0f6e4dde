"""The jobs `entities` and `entity_wait`: what submissions say of entity lists."""

from __future__ import annotations

from collections.abc import Sequence

from server.actions.access import SYSTEM
from server.actions.entities import saying, taking, waiting
from server.db import reading, writing
from server.jobs import claims
from server.models import EntityWait, Job


def take(jobs: Sequence[Job]) -> None:
    """Read all without a lock, then take all in, in the order in which they came."""
    said = saying.read(reading(), [job.subject_id for job in jobs])
    with writing() as session:
        for one in said:
            taking.take(session, SYSTEM, one)
        claims.done(session, jobs)


def end(jobs: Sequence[Job]) -> None:
    """Do without what never came."""
    with writing() as session:
        for job in jobs:
            waiting.end(session, SYSTEM, session.get_one(EntityWait, job.subject_id))
        claims.done(session, jobs)
