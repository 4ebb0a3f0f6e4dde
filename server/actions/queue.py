"""Jobs are rows: enqueued with the change they follow from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from server.db import table
from server.models import Job

ENQUEUE = insert(table(Job))


def enqueue(
    connection: Connection, campaign_id: int, kind: str, subject_id: int
) -> None:
    """Add a job to the change that is being written."""
    job = {"campaign_id": campaign_id, "kind": kind, "subject_id": subject_id}
    connection.execute(ENQUEUE, job)


def enqueue_for(
    connection: Connection, campaign_id: int, kind: str, subject_id: int, at: datetime
) -> None:
    """Add a job that waits for its moment."""
    job = {"campaign_id": campaign_id, "kind": kind, "subject_id": subject_id}
    connection.execute(ENQUEUE, {**job, "run_after": at})
