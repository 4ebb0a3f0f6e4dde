"""A finding handed on (移送): its state stays, and what concerns discipline is here."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import due
from server.actions.life.moves import held, told
from server.db import now
from server.errors import BadInput
from server.models import Finding, Referral


def refer(
    session: Session,
    actor: Actor,
    finding: Finding,
    to_unit: str,
    reason: str,
    referred_on: date | None,
) -> Referral:
    """Hand a counted finding on; raises WrongState, Incomplete, BadInput.

    The event says that it was done and nothing more: more people read the history
    than may read why.
    """
    held(session, finding, "refer")
    today = due.today(now())
    if referred_on is not None and referred_on > today:
        raise BadInput("day_ahead")
    referral = Referral(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        to_unit=told(to_unit, "recipient_missing")[:200],
        reason=told(reason, "reason_missing"),
        referred_on=referred_on or today,
        referred_by=actor.user_id,
    )
    session.add(referral)
    events.record(session, actor, finding, "finding.referred")
    return referral
