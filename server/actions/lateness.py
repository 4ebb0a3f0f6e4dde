"""Late evidence: what came when its sender, or its form, was no longer to send.

Nothing that was filled is lost for that. It is taken, and says why it is late, so
that whoever judges it knows.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.actions.forms import Published
from server.models import Device, FormState, Grant, Lateness, User

#: The teams that somebody belongs to in a campaign.
TEAMS = select(Grant.team_id).where(
    Grant.user_id == bindparam("user"),
    Grant.campaign_id == bindparam("campaign"),
    Grant.team_id.is_not(None),
)


def lateness(session: Session, device: Device, version: Published) -> Lateness:
    """Say why a submission of this device to this version is late, if it is."""
    if device.revoked_at is not None:
        return Lateness.REVOKED
    if device.user_id is not None and _shut(session, device.user_id):
        return Lateness.SHUT
    if device.user_id is not None and _moved(session, device, device.user_id):
        return Lateness.MOVED
    if version.state == FormState.WITHDRAWN:
        return Lateness.WITHDRAWN
    return Lateness.IN_TIME


def _shut(session: Session, user_id: int) -> bool:
    return session.get_one(User, user_id).disabled_at is not None


def _moved(session: Session, device: Device, user_id: int) -> bool:
    """Say whether the phone's person now belongs to other teams only."""
    asked = {"user": user_id, "campaign": device.campaign_id}
    teams = list(session.scalars(TEAMS, asked))
    return bool(teams) and device.team_id not in teams
