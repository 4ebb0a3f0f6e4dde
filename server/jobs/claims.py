"""Claim jobs, give them back, put them aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, case, delete, or_, select, update
from sqlalchemy.orm import Session

from server.db import new_key, now
from server.models import Job, JobState

LEASE = timedelta(minutes=5)
TRIES = 8
#: Waited before the next try, by the tries so far: 2 s, 4 s … about 4 minutes.
PAUSE = 2


def waiting(kinds: Collection[str], later: Collection[str]) -> Select[str]:
    """Select which of these kinds is to be run now: the oldest job's, some last."""
    order = case((Job.kind.in_(later), 1), else_=0), Job.id
    due = select(Job.kind).where(_due(), Job.kind.in_(kinds))
    return due.order_by(*order).limit(1)


def claim(session: Session, kind: str, limit: int) -> list[Job]:
    """Take the oldest waiting jobs of a kind; theirs is the lease for a while."""
    chosen = (
        select(Job.id)
        .where(_due(), Job.kind == kind)
        .order_by(Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = session.scalars(
        update(Job)
        .where(Job.id.in_(chosen))
        .values(
            state=JobState.RUNNING,
            lease=new_key(),
            leased_until=now() + LEASE,
            attempts=Job.attempts + 1,
        )
        .returning(Job)
    )
    return sorted(taken, key=lambda job: job.id)


def done(session: Session, jobs: Sequence[Job]) -> None:
    """Remove what is done; a job that somebody else took over is theirs."""
    ids, leases = {job.id for job in jobs}, {job.lease for job in jobs}
    session.execute(delete(Job).where(Job.id.in_(ids), Job.lease.in_(leases)))


def keep(session: Session, job: Job) -> None:
    """Let a long job's lease begin anew."""
    session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease == job.lease)
        .values(leased_until=now() + LEASE)
    )


def failed(session: Session, job: Job, error: str) -> None:
    """Put a job back for later, or aside after the last try, from now on."""
    last = job.attempts >= TRIES
    pause = timedelta(seconds=0 if last else PAUSE**job.attempts)
    session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease == job.lease)
        .values(
            state=JobState.FAILED if last else JobState.QUEUED,
            run_after=now() + pause,
            error=error[:2000],
        )
    )


def _due() -> ColumnElement[bool]:
    return or_(
        and_(Job.state == JobState.QUEUED, Job.run_after <= now()),
        and_(Job.state == JobState.RUNNING, Job.leased_until < now()),
    )
