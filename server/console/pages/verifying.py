"""What waits for this person's verification: findings whose next level is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import stages, verification
from server.console.pages import menu
from server.models import Campaign, Finding, Role

SHOWN = 8
#: As the ledger's filter names the states in which a finding is verified.
STATES = ",".join(stages.TO_VERIFY)


@dataclass(frozen=True, slots=True)
class Verifying:
    """How many findings wait for this person, and those that wait longest."""

    total: int
    first: Sequence[Finding]
    states: str = STATES


def read(session: Session, actor: Actor, campaign: Campaign) -> Verifying | None:
    """Read what waits to be verified; None for who is no verifier."""
    if Role.VERIFIER not in menu.roles(actor, campaign):
        return None
    waiting = _waiting(session, actor, campaign)
    chosen = select(Finding).where(Finding.id.in_(waiting[:SHOWN]))
    first = session.scalars(chosen.order_by(Finding.reported_at, Finding.id)).all()
    return Verifying(len(waiting), first)


def _waiting(session: Session, actor: Actor, campaign: Campaign) -> list[int]:
    """List the findings whose next level is one of this person's, oldest first."""
    rows = session.execute(
        access.ledger(actor, campaign)
        .where(Finding.status.in_(stages.TO_VERIFY))
        .order_by(Finding.reported_at, Finding.id)
        .with_only_columns(
            Finding.id,
            Finding.verified_level,
            Finding.region_code,
            maintain_column_froms=True,
        )
    )
    levels = verification.levels(campaign)
    return [
        row.id
        for row in rows
        if stages.next_level(levels, row.verified_level)
        in access.levels(actor, campaign, row.region_code)
    ]
