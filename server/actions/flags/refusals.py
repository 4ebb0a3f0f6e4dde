"""Bytes that were not those announced: not used, and said so beside the photo."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.models import Attachment, FlagKind, PhotoFlag, Submission, Upload


def mismatch(session: Session, actor: Actor, upload: Upload, actual: str) -> None:
    """Write down that a file came with another hash than its manifest says.

    The bytes are put aside for nobody: what the phone holds is sent anew. A photo
    whose right bytes are here already has nothing to be looked at.
    """
    submission = session.get_one(Submission, upload.submission_id)
    photo = session.scalar(
        Attachment.of(submission.id).where(
            Attachment.name == upload.name,
            Attachment.rival.is_(False),
            Attachment.received_at.is_(None),
        )
    )
    if photo is None:
        return
    flag = session.scalar(
        select(PhotoFlag).where(
            PhotoFlag.attachment_id == photo.id, PhotoFlag.kind == FlagKind.MISMATCH
        )
    )
    if flag is None:
        flag = PhotoFlag(
            campaign_id=submission.campaign_id,
            submission_id=submission.id,
            attachment_id=photo.id,
            kind=FlagKind.MISMATCH,
        )
        session.add(flag)
    told = {"expected": upload.sha256, "actual": actual}
    flag.facts, flag.at = {**told, "at": now().isoformat()}, now()
    events.record(session, actor, photo, "photo.quarantined", name=photo.name, **told)
