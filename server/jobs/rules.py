"""The job `rules`: let the rules look at complete submissions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from server.actions import examination, forms, queue
from server.actions.access import SYSTEM
from server.actions.examination import Seen
from server.db import reading, writing
from server.jobs import claims
from server.models import Attachment, Campaign, FormVersion, Job, Submission


def run(jobs: Sequence[Job]) -> None:
    """Look at all of them without a lock, then keep all in one change."""
    seen = [_look(reading(), job.subject_id) for job in jobs]
    with writing() as session:
        for one in seen:
            examination.keep(session, SYSTEM, one)
        for job in jobs:
            if _has_photos(session, job.subject_id):
                queue.enqueue(session, job.campaign_id, "photos", job.subject_id)
        claims.done(session, jobs)


def _look(session: Session, submission_id: int) -> Seen:
    submission = session.scalars(
        select(Submission)
        .where(Submission.id == submission_id)
        .options(undefer(Submission.xml))
    ).one()
    version = session.get_one(FormVersion, submission.form_version_id)
    return examination.look(
        submission.id,
        submission.xml,
        submission.finished_at,
        forms.definition(version),
        forms.rules(version),
        session.get_one(Campaign, submission.campaign_id),
    )


def _has_photos(session: Session, submission_id: int) -> bool:
    received = (
        Attachment.of(submission_id)
        .where(Attachment.received_at.is_not(None))
        .with_only_columns(Attachment.id)
        .order_by(None)
        .limit(1)
    )
    return session.scalar(received) is not None
