"""The job `rules`: let the rules look at complete submissions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from server.actions import (
    answers,
    examination,
    follow_ups,
    looks,
    queue,
    rules_in_use,
)
from server.actions.access import SYSTEM
from server.actions.looks import Seen
from server.actions.rules_in_use import RulesInUse
from server.db import reading, table, writing
from server.jobs import claims
from server.models import Attachment, Campaign, FormVersion, Job, Submission

SUBMISSION = table(Submission).c

Kind = TypeVar("Kind", FormVersion, Campaign)


def run(jobs: Sequence[Job]) -> None:
    """Look at all of them without a lock, then keep all in one change."""
    session = reading()
    rows = _complete(session, jobs)
    versions = _versions(session, {row.form_version_id for row in rows})
    homes = _by_id(session, Campaign, {row.campaign_id for row in rows})
    seen = [
        _look(row, versions[row.form_version_id], homes[row.campaign_id])
        for row in rows
    ]
    photographed = _photographed(session, jobs)
    with writing() as session:
        for one in seen:
            if follow_ups.SUBJECT in one.answers:
                follow_ups.join(session, SYSTEM, one.submission_id, one.answers)
        examination.keep(session, SYSTEM, seen)
        connection = session.connection()
        for job in jobs:
            queue.enqueue(connection, job.campaign_id, answers.JOB, job.subject_id)
            if job.subject_id in photographed:
                queue.enqueue(connection, job.campaign_id, "photos", job.subject_id)
        claims.done(session, jobs)


def _complete(session: Session, jobs: Sequence[Job]) -> Sequence[Row[*tuple[Any, ...]]]:
    ids = {job.subject_id for job in jobs}
    chosen = select(
        SUBMISSION.id,
        SUBMISSION.campaign_id,
        SUBMISSION.form_version_id,
        SUBMISSION.xml,
        SUBMISSION.finished_at,
    ).where(SUBMISSION.id.in_(ids))
    return session.connection().execute(chosen).all()


def _by_id(session: Session, model: type[Kind], ids: set[int]) -> dict[int, Kind]:
    found = session.scalars(select(model).where(model.id.in_(ids)))
    return {row.id: row for row in found}


def _versions(session: Session, ids: set[int]) -> dict[int, RulesInUse]:
    """Read what versions ask and what their rules say, once for all of the batch."""
    found = _by_id(session, FormVersion, ids)
    return {
        key: rules_in_use.in_use(session, version) for key, version in found.items()
    }


def _look(row: Row[*tuple[Any, ...]], known: RulesInUse, home: Campaign) -> Seen:
    under = looks.terms(home, home.settings)
    return looks.look(row.id, row.xml, row.finished_at, known, under)


def _photographed(session: Session, jobs: Sequence[Job]) -> set[int]:
    """Name the submissions of which files have been received."""
    received = select(Attachment.submission_id).where(
        Attachment.submission_id.in_({job.subject_id for job in jobs}),
        Attachment.received_at.is_not(None),
    )
    return set(session.scalars(received))
