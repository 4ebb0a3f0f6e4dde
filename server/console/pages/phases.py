"""The phase of a campaign as a card: where it is, and where it may go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import phases
from server.language import language
from server.models import Campaign, Event, Phase
from server.texts import say


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """Where the campaign is, where it may go, and what stands in the way of each."""

    now: Phase
    #: Each phase that follows, with the sentence that refuses it; empty when none does.
    ways: Mapping[Phase, str]
    #: What happened last: when, by whom, why.
    last: tuple[datetime, int | None, str] | None


def read(session: Session, campaign: Campaign) -> PhaseCard:
    """Read the phase, what follows it, and what stands in the way of each."""
    now, remains = phases.current(campaign), phases.left(session, campaign)
    found = {to: phases.hindrance(to, remains) for to in phases.NEXT[now]}
    ways = {
        to: say(one[0], {"count": one[1]}, language()).title if one else ""
        for to, one in found.items()
    }
    event = session.scalars(told(campaign, "campaign.phase").limit(1)).first()
    if event is None:
        return PhaseCard(now, ways, None)
    reason = str(json.loads(event.body)["reason"])
    return PhaseCard(now, ways, (event.at, event.user_id, reason))


def told(campaign: Campaign, *actions: str) -> Select[Event]:
    """Select what was done of some kinds to a campaign itself, newest first."""
    return (
        select(Event)
        .where(Event.campaign_id == campaign.id, Event.action.in_(actions))
        .order_by(Event.seq.desc())
    )
