"""Submissions: receive and complete.

One way in for every client: the field app and ODK Collect only build the
envelope differently. Bytes are stored before this is called.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.orm import Session

from server.actions import attachments, events, queue, visits
from server.actions.access import Actor
from server.actions.envelope import Arrived, Envelope
from server.db import now, one_at_a_time, table
from server.models import (
    Device,
    RivalAnswers,
    Submission,
    SubmissionState,
)
from sync.decision import Decision, Incoming, Kept, decide
from sync.errors import UnknownPredecessor

SUBMISSION = table(Submission).c
#: Asked with every submission, so written once.
TAKEN = select(
    SUBMISSION.id,
    SUBMISSION.team_id,
    SUBMISSION.instance_id,
    SUBMISSION.xml_sha256,
    SUBMISSION.state,
).where(
    SUBMISSION.campaign_id == bindparam("campaign"),
    SUBMISSION.instance_id == bindparam("instance"),
)
CREATE = insert(table(Submission)).returning(SUBMISSION.id)


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of an envelope, and whether it brought anything new."""

    submission_id: int
    decision: Decision
    is_new: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Who holds an instance id already."""

    id: int
    team_id: int
    instance_id: str
    xml_sha256: str
    state: str

    def kept(self, device: Device) -> Kept:
        """Look at it as this device's team may: another team's is a taken id."""
        if self.team_id != device.team_id:
            return Kept(self.instance_id, "another team's", current=False)
        current = self.state != SubmissionState.SUPERSEDED
        return Kept(self.instance_id, self.xml_sha256, current)


def receive(
    session: Session, actor: Actor, device: Device, envelope: Envelope
) -> Reception:
    """Keep what came in.

    Other answers under a taken id are kept as a rival and the decision says
    CONFLICT: the caller commits, then refuses. Raises UnknownPredecessor, StaleEdit.
    """
    instance = envelope.instance
    connection = session.connection()
    _alone(connection, device.campaign_id, instance.instance_id)
    taken = _taken(connection, device, instance.instance_id)
    replaced = _replaced(connection, device, instance.deprecated_id)
    decision = decide(
        Incoming(instance.instance_id, envelope.xml_sha256, instance.deprecated_id),
        taken.kept(device) if taken else None,
        replaced.kept(device) if replaced else None,
    )
    if taken is None:
        made = _create(session, actor, device, envelope, decision, replaced)
        return Reception(made, decision, is_new=True)
    kept = session.get_one(Submission, taken.id)
    if decision is Decision.CONFLICT:
        is_new = _keep_rival(session, actor, device, kept, envelope)
        return Reception(kept.id, decision, is_new)
    is_new = arrive(session, actor, device, kept, envelope.arrived)
    return Reception(kept.id, decision, is_new)


def arrive(
    session: Session,
    actor: Actor,
    device: Device,
    submission: Submission,
    files: tuple[Arrived, ...],
) -> bool:
    """Join stored files to a kept submission; say whether anything was new."""
    connection = session.connection()
    # Two last files that come at once: the later one sees that nothing is missing.
    _alone(connection, submission.campaign_id, submission.instance_id)
    intake = attachments.take_in(connection, device, submission, files)
    if not intake.is_new:
        return False
    if intake.is_whole and submission.state == SubmissionState.PARTIAL:
        _complete(connection, submission)
    names = [file.name for file in files]
    events.record(session, actor, submission, "submission.files", names=names)
    return True


def _taken(connection: Connection, device: Device, instance_id: str) -> Taken | None:
    asked = {"campaign": device.campaign_id, "instance": instance_id}
    found = connection.execute(TAKEN, asked).first()
    return Taken(*found) if found else None


def _replaced(
    connection: Connection, device: Device, former: str | None
) -> Taken | None:
    if former is None:
        return None
    found = _taken(connection, device, former)
    if found is not None and found.team_id != device.team_id:
        raise UnknownPredecessor(deprecated_id=former)
    return found


def _keep_rival(
    session: Session,
    actor: Actor,
    device: Device,
    kept: Submission,
    envelope: Envelope,
) -> bool:
    known = RivalAnswers.of(kept.id).where(
        RivalAnswers.xml_sha256 == envelope.xml_sha256
    )
    files = [asdict(file) for file in envelope.arrived]
    rival = session.scalar(known)
    if rival is not None:
        return _more_of(session, actor, kept, rival, files)
    session.add(
        RivalAnswers(
            campaign_id=kept.campaign_id,
            submission_id=kept.id,
            device_id=device.id,
            xml=envelope.instance.xml,
            xml_sha256=envelope.xml_sha256,
            files=files,
        )
    )
    events.record(
        session, actor, kept, "submission.rival", xml_sha256=envelope.xml_sha256
    )
    return True


def _more_of(
    session: Session,
    actor: Actor,
    kept: Submission,
    rival: RivalAnswers,
    files: list[dict[str, Any]],
) -> bool:
    """Keep what came along with a rival only now; say whether anything did."""
    new = [file for file in files if file not in rival.files]
    if not new:
        return False
    rival.files = [*rival.files, *new]
    names = [file["name"] for file in new]
    told = {"xml_sha256": rival.xml_sha256, "names": names}
    events.record(session, actor, kept, "submission.rival_files", **told)
    return True


def _create(
    session: Session,
    actor: Actor,
    device: Device,
    envelope: Envelope,
    decision: Decision,
    replaced: Taken | None,
) -> int:
    connection = session.connection()
    files = attachments.expected(device, envelope)
    row = _row(connection, device, envelope, replaced, _state(files))
    made: int = connection.execute(CREATE, row).scalar_one()
    attachments.write(connection, files, made)
    if replaced is not None:
        session.get_one(Submission, replaced.id).state = SubmissionState.SUPERSEDED
        session.flush()
    if row["state"] == SubmissionState.COMPLETE:
        queue.enqueue(connection, device.campaign_id, "rules", made)
    if envelope.definition.entities:
        queue.enqueue(connection, device.campaign_id, "entities", made)
    told = {
        "decision": decision.value,
        "instance_id": envelope.instance.instance_id,
        "xml_sha256": envelope.xml_sha256,
    }
    about = events.About(Submission.__tablename__, made, device.campaign_id)
    events.write(connection, actor, about, "submission.received", told)
    return made


def _state(files: list[attachments.Row]) -> SubmissionState:
    whole = attachments.is_whole(files)
    return SubmissionState.COMPLETE if whole else SubmissionState.PARTIAL


def _row(
    connection: Connection,
    device: Device,
    envelope: Envelope,
    replaced: Taken | None,
    state: SubmissionState,
) -> dict[str, Any]:
    """Lay out a submission's row."""
    site = envelope.answer("site_name")[:200]
    title = envelope.instance.instance_name or site or envelope.version.title
    return {
        "campaign_id": device.campaign_id,
        "form_version_id": envelope.version.id,
        "team_id": device.team_id,
        "visit_id": visits.visit_for(connection, device, envelope),
        "device_id": device.id,
        "instance_id": envelope.instance.instance_id,
        "revision_of": replaced.id if replaced else None,
        "xml": envelope.instance.xml,
        "xml_sha256": envelope.xml_sha256,
        "state": state,
        "late": envelope.late,
        "title": title[:200],
        "site_name": site,
        "region_code": envelope.region_code(),
        "finished_at": envelope.finished_at(),
        "clock_offset_s": envelope.clock_offset(),
        "received_at": envelope.received_at,
        "complete_at": now() if state == SubmissionState.COMPLETE else None,
    }


def _complete(connection: Connection, submission: Submission) -> None:
    submission.state = SubmissionState.COMPLETE
    submission.complete_at = now()
    queue.enqueue(connection, submission.campaign_id, "rules", submission.id)


def _alone(connection: Connection, campaign_id: int, instance_id: str) -> None:
    one_at_a_time(connection, f"instance:{campaign_id}:{instance_id}")
