"""One picture of afterwards among those of its finding, and what of it may leave."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.console.pages import copy
from server.console.pages.copy import Copy
from server.models import Campaign, Finding, Proof, Rectification, Unit


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    finding: Finding
    proof: Proof
    unit: Unit | None
    copy: Copy
    number: int
    total: int
    before: Proof | None
    after: Proof | None
    may_review: bool

    @property
    def shown(self) -> bool:
        """Whether this person sees a picture: the original or its copy."""
        guard = self.copy.guard
        sealed = guard.is_sensitive and guard.redaction is None
        return not sealed or self.copy.opened_until is not None


def read(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding, proof: Proof
) -> Page:
    """Read the page of one picture; the actor may see its finding."""
    pictures = Proof.of(finding.id).where(Proof.mime.in_(SHOWN))
    beside = session.scalars(pictures).all()
    at = beside.index(proof)
    owed = session.get(Rectification, proof.rectification_id or 0)
    place = finding.team_id, finding.region_code
    return Page(
        finding,
        proof,
        session.get(Unit, owed.unit_id) if owed else None,
        copy.read(session, actor, proof),
        at + 1,
        len(beside),
        beside[at - 1] if at else None,
        beside[at + 1] if at + 1 < len(beside) else None,
        access.may(actor, "finding.review", campaign, *place),
    )


def seen_as(session: Session, actor: Actor, proof: Proof) -> str:
    """Give the hash of what somebody sees of a file; a unit has what it brought.

    Raises OriginalGuarded for what is sensitive and not covered.
    """
    owed = session.get(Rectification, proof.rectification_id or 0)
    if owed and owed.unit_id in access.own_units(actor, proof.campaign_id):
        return proof.sha256
    return redaction.seen_as(session, actor, proof)
