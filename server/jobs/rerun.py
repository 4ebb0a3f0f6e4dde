"""The job `rerun`: look again at what is there, under a rule book, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence

from server.actions import rerun
from server.db import reading, writing
from server.jobs import claims
from server.models import Job, RuleBook


def run(jobs: Sequence[Job]) -> None:
    """Look at the next submissions of each without a lock, then keep what was seen."""
    session = reading()
    looks = [
        rerun.look(session, session.get_one(RuleBook, job.subject_id)) for job in jobs
    ]
    with writing() as session:
        for gave in looks:
            rerun.keep(session, gave)
        claims.done(session, jobs)
