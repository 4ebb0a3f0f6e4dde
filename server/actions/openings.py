"""Openings: a phone whose PIN was forgotten gets the key of its own work back.

The phone sends the key that it sealed to this office long before. Somebody who may
enrol phones looks who asks, and says yes or no; yes seals the same key to the phone
that asked. The office never keeps the key itself.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.errors import BadInput, NotFound, WrongState
from server.models import Campaign, Device, Opening, OpeningState
from server.sealing import NotOpened, Opener, seal

KEY = "vault-key"
ANSWER = "unlock-answer"
MINUTES = 5


def wanted(campaign: Campaign) -> dict[str, Any]:
    """Say what protection the campaign wants of its phones."""
    chosen = campaign.settings.get("protection", {})
    return {
        "pin_required": bool(chosen.get("pin_required", False)),
        "lock_minutes": int(chosen.get("lock_minutes", MINUTES)),
    }


def protect(
    session: Session, actor: Actor, campaign: Campaign, chosen: dict[str, Any]
) -> None:
    """Choose what protection the campaign wants of its phones."""
    campaign.settings = {**campaign.settings, "protection": chosen}
    events.record(session, actor, campaign, "campaign.protected", **chosen)


def ask(
    session: Session, actor: Actor, device: Device, sealed: str, reply_to: str
) -> Opening:
    """Write down that a phone asks to be opened; what it asked before is over.

    Raises BadInput when nothing can be sealed to it.
    """
    _try(reply_to)
    for earlier in session.scalars(Opening.asked_by([device.id])):
        earlier.state = OpeningState.OVER
    opening = Opening(
        campaign_id=device.campaign_id,
        device_id=device.id,
        sealed=sealed,
        reply_to=reply_to,
    )
    session.add(opening)
    session.flush()
    events.record(session, actor, opening, "opening.asked", device=device.key)
    return opening


def grant(session: Session, actor: Actor, opener: Opener, opening: Opening) -> None:
    """Seal the phone's key to the phone that asked.

    Raises WrongState when it was decided, BadInput when nothing of ours is in it.
    """
    told = _told(opener, opening)
    made_by = session.scalar(select(Device).where(Device.key == str(told["device"])))
    device = session.get_one(Device, opening.device_id)
    # A key that another team's phone sealed is no business of this one.
    if made_by is None or made_by.team_id != device.team_id:
        raise BadInput("opening_not_ours")
    _decide(session, actor, opening, OpeningState.GRANTED)
    opening.answer = seal(opening.reply_to, ANSWER, str(told["key"]).encode())


def refuse(session: Session, actor: Actor, opening: Opening) -> None:
    """Leave the phone locked; its work stays on it. Raises WrongState."""
    _decide(session, actor, opening, OpeningState.REFUSED)


def fetch(session: Session, actor: Actor, device: Device, key: str) -> tuple[str, str]:
    """Tell a phone where its wish stands, and hand out the answer, once.

    Raises NotFound for a wish that is not this phone's, or is over.
    """
    opening = session.scalar(
        select(Opening)
        .where(Opening.key == key, Opening.device_id == device.id)
        .with_for_update()
    )
    if opening is None or opening.state == OpeningState.OVER:
        raise NotFound("opening_unknown")
    state, answer = opening.state, opening.answer
    if state == OpeningState.GRANTED:
        opening.state, opening.answer = OpeningState.OVER, ""
        events.record(session, actor, opening, "opening.fetched", device=device.key)
    return state, answer


def _try(reply_to: str) -> None:
    try:
        seal(reply_to, ANSWER, b"")
    except NotOpened as error:
        raise BadInput from error


def _told(opener: Opener, opening: Opening) -> dict[str, Any]:
    try:
        told = json.loads(opener.open(KEY, opening.sealed))
    except (NotOpened, ValueError) as error:
        raise BadInput("opening_not_ours") from error
    if not isinstance(told, dict) or not {"key", "device"} <= told.keys():
        raise BadInput("opening_not_ours")
    return told


def _decide(
    session: Session, actor: Actor, opening: Opening, state: OpeningState
) -> None:
    if opening.state != OpeningState.ASKED:
        raise WrongState
    opening.state, opening.decided_by, opening.decided_at = state, actor.user_id, now()
    device = session.get_one(Device, opening.device_id)
    events.record(session, actor, opening, f"opening.{state}", device=device.key)
