"""What somebody sees of what teams bring: by region, by team, of one campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions.access.roles import (
    VERIFIERS,
    Actor,
    overlooked,
    own_teams,
    own_units,
    regions,
    within,
)
from server.db import now
from server.models import (
    COUNTED,
    Campaign,
    Device,
    Finding,
    Rectification,
    RivalAnswers,
    Submission,
    Team,
    Visit,
)
from server.models.place import level_of, prefix


def campaigns(actor: Actor) -> Select[Campaign]:
    """Select the campaigns in which the actor holds anything."""
    chosen = select(Campaign).order_by(Campaign.id)
    if actor.is_system:
        return chosen
    return chosen.where(Campaign.id.in_({held.campaign_id for held in actor.held}))


def submissions(actor: Actor, campaign: Campaign) -> Select[Submission]:
    """Select the submissions that the actor may see."""
    return select(Submission).where(
        Submission.campaign_id == campaign.id,
        scope(
            actor,
            campaign,
            Submission.team_id,
            Submission.region_code,
            Submission.visit_id.not_in(secrets(actor, campaign)),
        ),
    )


def findings(actor: Actor, campaign: Campaign) -> Select[Finding]:
    """Select the findings that the actor may see, whatever their status."""
    return select(Finding).where(
        Finding.campaign_id == campaign.id,
        scope(
            actor,
            campaign,
            Finding.team_id,
            Finding.region_code,
            Finding.visit_id.not_in(secrets(actor, campaign)),
        ),
    )


def secrets(actor: Actor, home: Campaign) -> Select[int]:
    """Select the visits that are secret still, and kept from the actor.

    A secret visit is known to those who see its team, and to nobody else.
    """
    seen = teams(actor, home).with_only_columns(Team.id).order_by(None)
    return select(Visit.id).where(
        Visit.campaign_id == home.id,
        Visit.secret_until > now(),
        Visit.team_id.not_in(seen),
    )


def kept_from(home: Campaign, region_code: str, at: datetime) -> Select[int]:
    """Select the visits that were secret at a moment, and not sent by this region."""
    own = select(Team.id).where(
        Team.campaign_id == home.id,
        Team.region_code.startswith(prefix(region_code), autoescape=True),
    )
    return select(Visit.id).where(
        Visit.campaign_id == home.id,
        Visit.secret_until > at,
        Visit.team_id.not_in(own),
    )


def is_secret(session: Session, actor: Actor, home: Campaign, visit_id: int) -> bool:
    """Say whether a visit, and all that came of it, is kept from the actor."""
    kept = secrets(actor, home).where(Visit.id == visit_id)
    return session.scalar(kept.limit(1)) is not None


def ledger(actor: Actor, campaign: Campaign) -> Select[Finding]:
    """Select the findings that count, as far as the actor may see them."""
    return findings(actor, campaign).where(Finding.status.in_(COUNTED))


def to_verify(
    actor: Actor, campaign: Campaign, turns: Mapping[str, Sequence[str]]
) -> Select[Finding]:
    """Select the findings of the ledger at whose level and place the actor verifies.

    `turns` says, for each level, after which verified levels its turn comes.
    """
    place = func.coalesce(Finding.region_code, campaign.region_code)
    mine = (
        and_(
            place.startswith(prefix(held.region_code), autoescape=True),
            Finding.verified_level.in_(turns.get(level_of(held.region_code), ())),
        )
        for held in actor.held
        if held.campaign_id == campaign.id
        and held.role in VERIFIERS
        and held.region_code is not None
    )
    return ledger(actor, campaign).where(or_(false(), *mine))


def teams(actor: Actor, campaign: Campaign) -> Select[Team]:
    """Select the teams that the actor may see: own, or those of the region."""
    return (
        select(Team)
        .where(
            Team.campaign_id == campaign.id,
            scope(actor, campaign, Team.id, Team.region_code, true()),
        )
        .order_by(Team.code)
    )


def rivals(
    actor: Actor, home: Campaign, submission: Submission
) -> Select[RivalAnswers]:
    """Select other answers under a submission's id, but for teams not to be seen."""
    seen = teams(actor, home).with_only_columns(Team.id).order_by(None)
    senders = select(Device.id).where(
        or_(Device.team_id == submission.team_id, Device.team_id.in_(seen))
    )
    return RivalAnswers.of(submission.id).where(RivalAnswers.device_id.in_(senders))


def rectifications(actor: Actor, campaign: Campaign) -> Select[Rectification]:
    """Select what the actor's own units owe, for as long as they are on it."""
    return select(Rectification).where(
        Rectification.campaign_id == campaign.id,
        Rectification.released_at.is_(None),
        Rectification.unit_id.in_(own_units(actor, campaign.id)),
    )


def reach_in(actor: Actor, home: Campaign) -> dict[str, list[Any]]:
    """Say what the actor sees: regions by how their codes begin, and own teams.

    And the regions whose clues the actor knows of, but for those that name own units.
    """
    teams = [] if actor.is_system else sorted(own_teams(actor, home.id))
    clues = sorted(within(actor, home, "clue.read"))
    return {
        "regions": sorted(overlooked(actor, home)),
        "teams": teams,
        "clues": clues,
        "units": sorted(own_units(actor, home.id)),
    }


def reaches(
    session: Session, actor: Actor, home: Campaign, reach: Mapping[str, Sequence[Any]]
) -> bool:
    """Say whether the actor sees all that was seen with this reach."""
    seen = overlooked(actor, home)
    whole = home.region_code.startswith(seen) if seen else False
    regions = all(whole or str(one).startswith(seen) for one in reach["regions"])
    mine = teams(actor, home).with_only_columns(Team.id).order_by(None)
    known = set(session.scalars(mine)) if reach["teams"] else set()
    told = within(actor, home, "clue.read")
    there = reach.get("clues", ())
    clues = all(str(one).startswith(told) for one in there)
    hidden = own_units(actor, home.id) if there else set()
    clues = clues and hidden.issubset(reach.get("units", ()))
    return regions and clues and known.issuperset(reach["teams"])


def scope(
    actor: Actor,
    home: Campaign,
    team_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    region_code: InstrumentedAttribute[str | None],
    known: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Say what is of the actor's teams or regions; of regions only what is known."""
    if actor.is_system:
        return true()
    own = own_teams(actor, home.id)
    parts: list[ColumnElement[bool]] = [team_id.in_(own)] if own else []
    for region in regions(actor, home.id):
        if home.region_code.startswith(prefix(region)):
            return true()
        inside = region_code.startswith(prefix(region), autoescape=True)
        parts.append(and_(inside, known))
    return or_(false(), *parts)
