"""The phases of a campaign: from its preparation to the routine after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.judging import UNDECIDED
from server.errors import BadInput, Incomplete, WrongState
from server.models import OPEN, Campaign, Finding, Phase, Submission

KEY = "phase"
#: What leads on from where; back is always to the work.
NEXT: Mapping[Phase, tuple[Phase, ...]] = {
    Phase.DRAFT: (Phase.ACTIVE,),
    Phase.ACTIVE: (Phase.WRAPPING, Phase.DRAFT),
    Phase.WRAPPING: (Phase.CLOSED, Phase.ROUTINE, Phase.ACTIVE),
    Phase.CLOSED: (Phase.ROUTINE, Phase.ACTIVE),
    Phase.ROUTINE: (Phase.CLOSED, Phase.ACTIVE),
}
#: Those in which teams are sent out.
SENDING = (Phase.ACTIVE, Phase.ROUTINE)
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a campaign's work, as far as phases ask."""

    #: Findings that count and are not closed.
    open: int
    #: Those of them without a responsible unit or a due date.
    loose: int
    #: Those that nobody has decided yet.
    undecided: int
    submissions: int


def current(campaign: Campaign) -> Phase:
    """Say in which phase a campaign is."""
    return Phase(campaign.settings.get(KEY, Phase.ACTIVE))


def left(session: Session, campaign: Campaign) -> Left:
    """Count what is left."""
    still_open = Finding.status.in_(OPEN)
    loose = Finding.responsible_unit_id.is_(None) | Finding.due_on.is_(None)
    own = select(func.count()).where(Finding.campaign_id == campaign.id)
    sent = select(func.count()).where(Submission.campaign_id == campaign.id)
    asked = (
        own.where(still_open),
        own.where(still_open, loose),
        own.where(Finding.status.in_(UNDECIDED)),
        sent,
    )
    return Left(*(session.scalar(one) or 0 for one in asked))


def hindrance(to: Phase, remains: Left) -> tuple[str, int] | None:
    """Say by its code what stands in the way of a phase, and how much of it."""
    hindrances = {
        Phase.DRAFT: (("campaign_has_submissions", remains.submissions),),
        Phase.CLOSED: (
            ("campaign_findings_open", remains.open),
            ("campaign_findings_undecided", remains.undecided),
        ),
        Phase.ROUTINE: (("campaign_findings_loose", remains.loose),),
    }
    return next((one for one in hindrances.get(to, ()) if one[1]), None)


def move(
    session: Session, actor: Actor, campaign: Campaign, word: str, reason: str
) -> None:
    """Bring a campaign to another phase.

    Raises BadInput, Incomplete without a reason, WrongState for a phase that does not
    follow, and by name for what is left.
    """
    if word not in list(Phase):
        raise BadInput("campaign_phase_unknown", phase=word)
    if not reason.strip():
        raise Incomplete("reason_missing")
    session.refresh(campaign, with_for_update=True)
    before, to = current(campaign), Phase(word)
    if to not in NEXT[before]:
        raise WrongState("campaign_phase_wrong")
    found = hindrance(to, left(session, campaign))
    if found is not None:
        raise WrongState(found[0], count=found[1])
    campaign.settings = {**campaign.settings, KEY: to.value}
    told = {"before": before.value, "after": to.value, "reason": reason.strip()}
    events.record(session, actor, campaign, "campaign.phase", **told)


def require_sending(campaign: Campaign) -> None:
    """Let teams be sent out only while the campaign works; raises WrongState."""
    if current(campaign) not in SENDING:
        raise WrongState("campaign_sends_nobody")
