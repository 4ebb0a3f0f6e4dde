"""The job `likeness`: hold new things against those that they may be."""

from __future__ import annotations

from collections.abc import Sequence

from server.actions import likenesses
from server.db import reading, writing
from server.jobs import claims
from server.models import Job


def run(jobs: Sequence[Job]) -> None:
    """Look without a lock, then propose what looks alike."""
    pairs = likenesses.look(reading(), [job.subject_id for job in jobs])
    with writing() as session:
        likenesses.keep(session, pairs)
        claims.done(session, jobs)
