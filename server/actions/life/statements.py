"""The right of reply: what a unit says of a problem before it is confirmed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life.moves import held, told
from server.models import Finding, Statement


def keep(
    session: Session, actor: Actor, finding: Finding, unit_text: str, text: str
) -> Statement:
    """Keep a unit's statement beside the finding; raises WrongState, Incomplete."""
    held(session, finding, "statement")
    said = Statement(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        unit_text=told(unit_text, "unit_missing")[:200],
        text=told(text, "statement_missing"),
        recorded_by=actor.user_id,
    )
    session.add(said)
    # What a unit said of it keeps it: rules that change their mind let it be.
    finding.touched = True
    events.record(session, actor, finding, "finding.statement", unit=said.unit_text)
    return said
