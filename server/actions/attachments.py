"""The files of a submission: named, received, or in the way of one another."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.instance import DeclaredFile
from server.actions.envelope import Announced, Arrived, Envelope
from server.db import now
from server.models import Attachment, Delivery, Device, Submission
from sync.receipt import FileReceipt, Missing, Receipt, draw_up

#: As much of a file's label as is kept.
LONGEST = 300


def expect(session: Session, submission: Submission, envelope: Envelope) -> None:
    """Write down every file that the answers name, in their order."""
    named: dict[str, DeclaredFile] = {}
    for file in envelope.named():
        named.setdefault(file.name[:LONGEST], file)
    for file in named.values():
        told = envelope.announced.get(file.name)
        session.add(_expected(submission, file, told))
    if named:
        session.flush()


def take_in(
    session: Session,
    device: Device,
    submission: Submission,
    arrived: Iterable[Arrived],
) -> bool:
    """Join stored bytes to the submission; say whether anything was new.

    Other bytes under a taken name are kept beside it as a rival.
    """
    new = [_take(session, device, submission, file) for file in arrived]
    return any(new)


def is_whole(session: Session, submission: Submission) -> bool:
    """Say whether every file that the answers name has been received."""
    awaited = (
        Attachment.of(submission.id)
        .where(
            Attachment.named,
            Attachment.rival.is_(False),
            Attachment.received_at.is_(None),
        )
        .with_only_columns(Attachment.id)
        .order_by(None)
        .limit(1)
    )
    return session.scalar(awaited) is None


def receipt(
    session: Session, device: Device, submission: Submission, epoch: str
) -> Receipt:
    """List what is stored of what this device sent; the rest is missing to it.

    That a file is here is told only to a device that sent its bytes.
    """
    rows = list(session.scalars(Attachment.of(submission.id)))
    sent = [row for row in rows if row.received_at and _sent_by(session, device, row)]
    return draw_up(
        [_wanted(row, sent) for row in rows if row.named and not row.rival],
        [
            FileReceipt(row.name, row.sha256, row.size)
            for row in sent
            if row.sha256 is not None and row.size is not None
        ],
        instance_id=submission.instance_id,
        xml_sha256=submission.xml_sha256,
        epoch=epoch,
        server_time=now(),
        late=submission.late,
    )


def _expected(
    submission: Submission, file: DeclaredFile, told: Announced | None
) -> Attachment:
    return Attachment(
        campaign_id=submission.campaign_id,
        submission_id=submission.id,
        name=file.name[:LONGEST],
        named=True,
        question=file.question,
        repeat_uuid=file.repeat_uuid,
        position=file.position,
        sha256=told.sha256 if told else None,
        size=told.size if told else None,
        mime=told.mime if told else "",
        captured_at=told.captured_at if told else None,
        source=told.source if told else "unknown",
        gps=dict(told.gps) if told and told.gps else None,
    )


def _take(
    session: Session, device: Device, submission: Submission, file: Arrived
) -> bool:
    rows = session.scalars(
        Attachment.of(submission.id).where(Attachment.name == file.name[:LONGEST])
    ).all()
    for row in rows:
        if row.received_at is not None and row.sha256 == file.sha256:
            return _again(session, device, row)
    for row in rows:
        if row.received_at is None and row.sha256 in (None, file.sha256):
            return _fill(row, device, file)
    session.add(_unasked(submission, device, file, taken=bool(rows)))
    session.flush()
    return True


def _fill(row: Attachment, device: Device, file: Arrived) -> bool:
    row.sha256, row.size, row.mime = file.sha256, file.size, file.mime
    row.device_id, row.received_at = device.id, now()
    return True


def _again(session: Session, device: Device, row: Attachment) -> bool:
    if not _sent_by(session, device, row):
        session.add(Delivery(attachment_id=row.id, device_id=device.id))
        session.flush()
    return False


def _unasked(
    submission: Submission, device: Device, file: Arrived, *, taken: bool
) -> Attachment:
    return Attachment(
        campaign_id=submission.campaign_id,
        submission_id=submission.id,
        name=file.name[:LONGEST],
        named=False,
        rival=taken,
        sha256=file.sha256,
        size=file.size,
        mime=file.mime,
        device_id=device.id,
        received_at=now(),
    )


def _sent_by(session: Session, device: Device, row: Attachment) -> bool:
    if row.device_id == device.id:
        return True
    delivered = select(Delivery.id).where(
        Delivery.attachment_id == row.id, Delivery.device_id == device.id
    )
    return session.scalar(delivered) is not None


def _wanted(row: Attachment, sent: list[Attachment]) -> Missing:
    """Say which file is meant: by its bytes if a manifest or this device told them."""
    if row.received_at is None or row in sent:
        return Missing(row.name, row.sha256, row.size)
    return Missing(row.name)
