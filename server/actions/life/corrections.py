"""Correction notices (更正通知): who had received what no longer counts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.errors import WrongState
from server.models import Correction, Finding, Rectification


def list_recipients(session: Session, finding: Finding) -> None:
    """Write down every unit that the finding was ever assigned to."""
    ever = session.scalars(Rectification.ever(finding.id))
    units = dict.fromkeys(owed.unit_id for owed in ever)
    session.add_all(
        Correction(
            campaign_id=finding.campaign_id, finding_id=finding.id, unit_id=unit_id
        )
        for unit_id in units
    )


def tell(
    session: Session, actor: Actor, finding: Finding, correction: Correction
) -> None:
    """Tick a unit off as told; raises WrongState when it was told before."""
    session.refresh(correction, with_for_update=True)
    if correction.told_at is not None:
        raise WrongState("correction_told")
    correction.told_at, correction.told_by = now(), actor.user_id
    events.record(session, actor, finding, "finding.corrected", unit=correction.unit_id)
