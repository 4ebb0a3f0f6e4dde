"""The files of a submission: named, received, or in the way of one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from forms.instance import DeclaredFile
from server.actions.envelope import Arrived, Envelope
from server.db import now, table
from server.models import Attachment, Delivery, Device, Submission
from sync.receipt import FileReceipt, Missing, Receipt, draw_up

#: As much of a file's label as is kept.
LONGEST = 300

ATTACHMENT, DELIVERY = table(Attachment), table(Delivery)
#: Run with every photo, so written once.
ADD = insert(ATTACHMENT)
FILL = update(ATTACHMENT).where(ATTACHMENT.c.id == bindparam("row"))
KNOWN = (
    select(
        ATTACHMENT.c.id,
        ATTACHMENT.c.name,
        ATTACHMENT.c.sha256,
        ATTACHMENT.c.device_id,
        ATTACHMENT.c.received_at,
        ATTACHMENT.c.named,
        ATTACHMENT.c.rival,
    )
    .where(ATTACHMENT.c.submission_id == bindparam("submission"))
    .order_by(ATTACHMENT.c.id)
)
DELIVERED = select(DELIVERY.c.attachment_id).where(
    DELIVERY.c.device_id == bindparam("device"),
    DELIVERY.c.attachment_id.in_(bindparam("rows", expanding=True)),
)
DELIVER = insert(DELIVERY)

#: A file's row, of which a new one has no id yet.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of files that arrived: any new bytes, all that is named here."""

    is_new: bool
    is_whole: bool


def expected(device: Device, envelope: Envelope) -> list[Row]:
    """Lay out a row for every file that is named or came along, in their order."""
    named: dict[str, DeclaredFile] = {}
    for file in envelope.named():
        named.setdefault(file.name[:LONGEST], file)
    rows = [_named(device, envelope, file) for file in named.values()]
    for arrived in envelope.arrived:
        _join(rows, device, arrived)
    return rows


def write(connection: Connection, rows: list[Row], submission_id: int) -> None:
    """Write the rows of a new submission's files."""
    whole = [{**row, "submission_id": submission_id} for row in rows]
    if whole:
        connection.execute(ADD, whole)


def take_in(
    connection: Connection,
    device: Device,
    submission: Submission,
    arrived: Iterable[Arrived],
) -> Intake:
    """Join stored bytes to the submission.

    Other bytes under a taken name are kept beside it as a rival.
    """
    rows = _known(connection, submission)
    here = {row["id"] for row in rows if row["received_at"] is not None}
    joined = [_join(rows, device, file) for file in arrived]
    added = [row for row in rows if "id" not in row]
    filled = [row for row in joined if "id" in row and row["id"] not in here]
    write(connection, added, submission.id)
    for row in filled:
        connection.execute(FILL, {**_bytes_of(row), "row": row["id"]})
    _deliver(connection, device, [row for row in joined if row.get("id") in here])
    return Intake(bool(added or filled), is_whole(rows))


def is_whole(rows: Iterable[Row]) -> bool:
    """Say whether every file that the answers name has been received."""
    return not any(
        row["named"] and not row["rival"] and row["received_at"] is None for row in rows
    )


def receipt(
    session: Session, device: Device, submission: Submission, epoch: str
) -> Receipt:
    """List what is stored of what this device sent; the rest is missing to it.

    That a file is here is told only to a device that sent its bytes.
    """
    rows = list(session.scalars(Attachment.of(submission.id)))
    here = [row for row in rows if row.received_at is not None]
    ids = {row.id for row in here if row.device_id != device.id}
    told = _delivered(session.connection(), device, ids)
    sent = [row for row in here if row.device_id == device.id or row.id in told]
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


def _named(device: Device, envelope: Envelope, file: DeclaredFile) -> Row:
    told = envelope.announced.get(file.name)
    return {
        **_blank(device, file.name),
        "named": True,
        "question": file.question,
        "repeat_uuid": file.repeat_uuid,
        "position": file.position,
        "sha256": told.sha256 if told else None,
        "size": told.size if told else None,
        "mime": told.mime if told else "",
        "captured_at": told.captured_at if told else None,
        "source": told.source if told else "unknown",
        "gps": dict(told.gps) if told and told.gps else None,
    }


def _blank(device: Device, name: str) -> Row:
    """Lay out the row of a file that nobody asked for and nothing is told of."""
    return {
        "campaign_id": device.campaign_id,
        "name": name[:LONGEST],
        "named": False,
        "rival": False,
        "question": None,
        "repeat_uuid": None,
        "position": None,
        "captured_at": None,
        "source": "unknown",
        "gps": None,
        "sha256": None,
        "size": None,
        "mime": "",
        "device_id": None,
        "received_at": None,
    }


def _join(rows: list[Row], device: Device, file: Arrived) -> Row:
    """Find the row that a file belongs to, made when none wants it; fill it in."""
    same = [row for row in rows if row["name"] == file.name[:LONGEST]]
    for row in same:
        if row["received_at"] is not None and row["sha256"] == file.sha256:
            return row
    for row in same:
        if row["received_at"] is None and row["sha256"] in (None, file.sha256):
            row.update(_brought(device, file))
            return row
    new = {**_blank(device, file.name), **_brought(device, file), "rival": bool(same)}
    rows.append(new)
    return new


def _brought(device: Device, file: Arrived) -> Row:
    return {
        "sha256": file.sha256,
        "size": file.size,
        "mime": file.mime,
        "device_id": device.id,
        "received_at": now(),
    }


def _bytes_of(row: Row) -> Row:
    """Take what arriving bytes change of a row."""
    names = ("sha256", "size", "mime", "device_id", "received_at")
    return {name: row[name] for name in names}


def _known(connection: Connection, submission: Submission) -> list[Row]:
    found = connection.execute(KNOWN, {"submission": submission.id})
    return [dict(row) for row in found.mappings()]


def _delivered(connection: Connection, device: Device, ids: set[int]) -> set[int]:
    """Name those of the files that this device sent too."""
    asked = {"device": device.id, "rows": sorted(ids)}
    return set(connection.execute(DELIVERED, asked).scalars()) if ids else set()


def _deliver(connection: Connection, device: Device, joined: list[Row]) -> None:
    """Remember that this device, too, sent files that were here already."""
    ids = {row["id"] for row in joined if row["device_id"] != device.id}
    new = ids - _delivered(connection, device, ids)
    sent = [{"attachment_id": key, "device_id": device.id} for key in sorted(new)]
    if sent:
        connection.execute(DELIVER, sent)


def _wanted(row: Attachment, sent: list[Attachment]) -> Missing:
    """Say which file is meant: by its bytes if a manifest or this device told them."""
    if row.received_at is None or row in sent:
        return Missing(row.name, row.sha256, row.size)
    return Missing(row.name)
