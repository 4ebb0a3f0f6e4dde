"""Evidence: which photos show a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.actions import afterwards, events
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.errors import NotFound
from server.models import Attachment, Finding, FindingEvidence, Proof


def shown(session: Session, finding: Finding) -> Sequence[int]:
    """List the photos that show a finding, by id, in their order."""
    return session.scalars(
        select(FindingEvidence.attachment_id)
        .where(FindingEvidence.finding_id == finding.id)
        .order_by(FindingEvidence.id)
    ).all()


def received(session: Session, finding: Finding) -> bool:
    """Say whether a photo that shows a finding has arrived."""
    arrived = (
        select(Attachment.id)
        .join(FindingEvidence, FindingEvidence.attachment_id == Attachment.id)
        .where(
            FindingEvidence.finding_id == finding.id,
            Attachment.received_at.is_not(None),
        )
    )
    return session.scalar(arrived.limit(1)) is not None


def show(session: Session, finding: Finding, photos: Iterable[int]) -> None:
    """Let these photos show a finding; only those of its own submission do."""
    session.execute(
        delete(FindingEvidence).where(FindingEvidence.finding_id == finding.id)
    )
    own = Attachment.of(finding.submission_id).with_only_columns(Attachment.id)
    known = set(session.scalars(own.order_by(None)))
    session.add_all(
        FindingEvidence(finding_id=finding.id, attachment_id=photo)
        for photo in dict.fromkeys(photos)
        if photo in known
    )
    session.flush()


def release(
    session: Session, actor: Actor, finding: Finding, photo: Attachment
) -> None:
    """Let the responsible unit see a photo; raises NotFound for another finding's."""
    _turn(session, actor, finding, photo, "finding.photo_released")
    photo.is_released = True


def withhold(
    session: Session, actor: Actor, finding: Finding, photo: Attachment
) -> None:
    """Take a photo back from the responsible unit's sight."""
    _turn(session, actor, finding, photo, "finding.photo_withheld")
    photo.is_released = False


def release_proof(
    session: Session, actor: Actor, finding: Finding, proof: Proof
) -> None:
    """Let a unit's picture leave in what is handed up; raises NotFound."""
    _turn_proof(session, actor, finding, proof, "finding.proof_released")
    proof.is_released = True


def withhold_proof(
    session: Session, actor: Actor, finding: Finding, proof: Proof
) -> None:
    """Keep a unit's picture in the office again; raises NotFound."""
    _turn_proof(session, actor, finding, proof, "finding.proof_withheld")
    proof.is_released = False


def _turn_proof(
    session: Session, actor: Actor, finding: Finding, proof: Proof, action: str
) -> None:
    if proof.finding_id != finding.id or proof.mime not in SHOWN:
        raise NotFound
    events.record(session, actor, finding, action, file=proof.name)


def _turn(
    session: Session, actor: Actor, finding: Finding, photo: Attachment, action: str
) -> None:
    afterwards_too = {one.id for one in afterwards.ever(session, finding)}
    if photo.id not in {*shown(session, finding), *afterwards_too}:
        raise NotFound
    events.record(session, actor, finding, action, photo=photo.name)


def follow(session: Session, finding: Finding) -> None:
    """Let a finding that moved to a correction show that one's photos, by name.

    A photo that the correction left out goes on showing the finding.
    """
    session.flush()
    own = Attachment.of(finding.submission_id).where(Attachment.rival.is_(False))
    here = {photo.name: photo.id for photo in session.scalars(own)}
    shown = select(FindingEvidence, Attachment.name).join(
        Attachment, Attachment.id == FindingEvidence.attachment_id
    )
    mine = shown.where(FindingEvidence.finding_id == finding.id)
    for row, name in session.execute(mine).all():
        row.attachment_id = here.get(name, row.attachment_id)
