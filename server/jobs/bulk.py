"""The job `bulk`: carry out what somebody decided for many, once its moment is over."""

from __future__ import annotations

from collections.abc import Sequence

from server.actions import bulk
from server.db import writing
from server.jobs import claims
from server.models import Job


def run(jobs: Sequence[Job]) -> None:
    """Carry each out in one change: done twice, it is done once."""
    with writing() as session:
        for job in jobs:
            bulk.carry_out(session, job.subject_id)
        claims.done(session, jobs)
