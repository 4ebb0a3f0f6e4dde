"""Uploads: a file of a submission on its way in pieces."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import submissions
from server.actions.access import Actor
from server.actions.envelope import Arrived
from server.db import now
from server.errors import NotFound
from server.models import Device, Submission, Upload


def begin(
    session: Session,
    device: Device,
    submission: Submission,
    announced: Arrived,
    hours: int,
) -> Upload:
    """Open an upload for a file that a submission of this device's team awaits."""
    upload = Upload(
        campaign_id=device.campaign_id,
        device_id=device.id,
        submission_id=submission.id,
        name=announced.name[:300],
        sha256=announced.sha256,
        length=announced.size,
        expires_at=now() + timedelta(hours=hours),
    )
    session.add(upload)
    session.flush()
    return upload


def find(session: Session, device: Device, key: str) -> Upload:
    """Find an open upload of this device; raises NotFound."""
    upload = session.scalar(
        select(Upload).where(Upload.key == key, Upload.device_id == device.id)
    )
    if upload is None or upload.expires_at < now():
        raise NotFound("upload_gone")
    return upload


def submission_of(session: Session, device: Device, instance_id: str) -> Submission:
    """Find the submission of this device's team that a file belongs to."""
    found = session.scalar(
        select(Submission).where(
            Submission.campaign_id == device.campaign_id,
            Submission.team_id == device.team_id,
            Submission.instance_id == instance_id,
        )
    )
    if found is None:
        raise NotFound("submission_unknown")
    return found


def finish(
    session: Session, actor: Actor, device: Device, upload: Upload, stored: Arrived
) -> None:
    """Join the stored bytes to their submission and close the upload."""
    submission = session.get_one(Submission, upload.submission_id)
    submissions.arrive(session, actor, device, submission, (stored,))
    session.get_one(Upload, upload.id).finished_at = now()


def forget(session: Session, upload: Upload) -> None:
    """Remove an upload that its sender gave up, or whose time is over."""
    session.delete(session.get_one(Upload, upload.id))


def expired(session: Session) -> list[Upload]:
    """List the uploads whose time is over."""
    return list(session.scalars(select(Upload).where(Upload.expires_at < now())))
