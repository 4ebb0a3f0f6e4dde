"""Whom the office has yet to tell that a finding no longer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import menu
from server.models import Campaign, Correction, Finding, Role, Unit

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Untold:
    """A unit that has yet to be told, and of which finding."""

    finding: Finding
    unit: Unit


def read(session: Session, actor: Actor, campaign: Campaign) -> Sequence[Untold]:
    """List the first few units that this person's office has yet to tell."""
    if Role.OFFICE not in menu.roles(actor, campaign):
        return ()
    rows = session.execute(
        access.findings(actor, campaign)
        .join(Correction, Correction.finding_id == Finding.id)
        .join(Unit, Unit.id == Correction.unit_id)
        .add_columns(Unit)
        .where(Correction.told_at.is_(None))
        .order_by(Correction.id)
        .limit(SHOWN)
    )
    return [Untold(finding, unit) for finding, unit in rows]
