"""Jobs that were given up after their last try: what they were about, and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.models import Campaign, Job, JobState, RuleBook, Submission

#: What jobs are about; of others only their kind is told.
OF_RULE_BOOKS = "rerun"
OF_SUBMISSIONS = ("rules", "photos", "answers")
#: Why a job failed, by the name of the error that its text begins with.
WHY = {
    "OperationalError": "database",
    "StoreUnavailable": "store",
    "StoreFull": "full",
    "StoreHalted": "full",
    "BlobDamaged": "damaged",
    "MemoryError": "memory",
}


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A job that nobody tries any more, and the submission or form it was for."""

    job: Job
    submission: Submission | None
    rule_book: RuleBook | None

    @property
    def why(self) -> str:
        """Name what went wrong, as far as it is one of a few known things."""
        return WHY.get(self.job.error.partition("(")[0], "fault")

    @property
    def since(self) -> datetime:
        """When it was given up."""
        return self.job.run_after


def of(campaign: Campaign) -> Select[Job]:
    """Select the jobs of a campaign that were given up, oldest first."""
    return (
        select(Job)
        .where(Job.campaign_id == campaign.id, Job.state == JobState.FAILED)
        .order_by(Job.id)
    )


def read(session: Session, campaign: Campaign) -> list[GivenUp]:
    """Read them with what they are about."""
    return [_about(session, job) for job in session.scalars(of(campaign))]


def on_rules(session: Session, submission: Submission) -> bool:
    """Tell whether letting the rules look at a submission was given up."""
    asked = select(Job.id).where(
        Job.campaign_id == submission.campaign_id,
        Job.state == JobState.FAILED,
        Job.kind == "rules",
        Job.subject_id == submission.id,
    )
    return session.scalar(asked.limit(1)) is not None


def try_again(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Let all of a campaign's be tried again, as if for the first time."""
    jobs = session.scalars(of(campaign)).all()
    if not jobs:
        return 0
    told = [{"kind": job.kind, "subject_id": job.subject_id} for job in jobs]
    _queue(jobs)
    events.record(session, actor, campaign, "jobs.retried", jobs=told)
    return len(jobs)


def _queue(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.state, job.attempts, job.error = JobState.QUEUED, 0, ""
        job.run_after, job.lease, job.leased_until = now(), None, None


def _about(session: Session, job: Job) -> GivenUp:
    if job.kind == OF_RULE_BOOKS:
        return GivenUp(job, None, session.get(RuleBook, job.subject_id))
    if job.kind in OF_SUBMISSIONS:
        return GivenUp(job, session.get(Submission, job.subject_id), None)
    return GivenUp(job, None, None)
