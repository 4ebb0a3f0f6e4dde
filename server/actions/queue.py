"""Jobs are rows: enqueued with the change they follow from."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.orm import Session

from server.db import table
from server.models import Job

ENQUEUE = insert(table(Job))


def enqueue(session: Session, campaign_id: int, kind: str, subject_id: int) -> None:
    """Add a job to the change that is being written."""
    job = {"campaign_id": campaign_id, "kind": kind, "subject_id": subject_id}
    session.connection().execute(ENQUEUE, job)
