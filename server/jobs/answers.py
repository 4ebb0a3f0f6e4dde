"""The job `answers`: take answers apart, so that they can be asked."""

from __future__ import annotations

from collections.abc import Sequence

from server.actions import answers
from server.db import reading, writing
from server.jobs import claims
from server.models import Job


def run(jobs: Sequence[Job]) -> None:
    """Read all without a lock, then keep all in one change."""
    looks = answers.look(reading(), [job.subject_id for job in jobs])
    with writing() as session:
        answers.keep(session, looks)
        claims.done(session, jobs)
