"""What phones carry, and who sees the entries of entity lists."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select, true

from server.actions.access.roles import Actor
from server.actions.access.sight import scope, secrets
from server.db import now
from server.models import (
    COUNTED,
    Campaign,
    Entity,
    EntityList,
    EntityVersion,
    EntityWait,
    Finding,
    Sharing,
    Submission,
    Team,
    Visit,
)
from server.models.place import prefix


def followable(team: Team) -> Select[Finding]:
    """Select the findings that a team may go back to: those that it found itself."""
    return select(Finding).where(
        Finding.team_id == team.id, Finding.status.in_(COUNTED)
    )


def carried(team: Team) -> Select[Entity]:
    """Select the entries of entity lists that a team's phones have, deleted ones too.

    Its own always; those of its regions, or all, as each list is shared, but nothing
    that another team's secret visit has told.
    """
    secret = select(Visit.id).where(
        Visit.campaign_id == team.campaign_id,
        Visit.secret_until > now(),
        Visit.team_id != team.id,
    )
    regions = [
        Entity.region_code.startswith(prefix(code), autoescape=True)
        for code in team.region_codes
    ]
    there = or_(*regions) if regions else true()
    shared = or_(
        EntityList.sharing == Sharing.CAMPAIGN,
        and_(EntityList.sharing == Sharing.REGION, there),
    )
    known = Entity.id.not_in(_told_of(secret))
    joined = select(Entity).join(EntityList, EntityList.id == Entity.list_id)
    mine = or_(Entity.team_id == team.id, and_(shared, known))
    return joined.where(Entity.campaign_id == team.campaign_id, mine)


def sliced(team: Team, of: EntityList) -> Select[Entity]:
    """Select the entries of one list that a team's phones have, deleted ones too."""
    return carried(team).where(Entity.list_id == of.id)


def entries(actor: Actor, campaign: Campaign) -> Select[Entity]:
    """Select the entries of all lists that the actor may see, deleted ones too."""
    known = Entity.id.not_in(_told_of(secrets(actor, campaign)))
    seen = scope(actor, campaign, Entity.team_id, Entity.region_code, known)
    joined = select(Entity).join(EntityList, EntityList.id == Entity.list_id)
    shared = and_(EntityList.sharing == Sharing.CAMPAIGN, known)
    return joined.where(Entity.campaign_id == campaign.id, or_(shared, seen))


def entities(actor: Actor, campaign: Campaign, of: EntityList) -> Select[Entity]:
    """Select the entries of one list that the actor may see, deleted ones too."""
    return entries(actor, campaign).where(Entity.list_id == of.id)


def entity_waits(
    actor: Actor, campaign: Campaign, of: EntityList
) -> Select[EntityWait]:
    """Select what waits in a list, as far as the actor sees what it came with."""
    known = EntityWait.submission_id.not_in(_hushed(actor, campaign))
    seen = scope(actor, campaign, EntityWait.team_id, EntityWait.region_code, known)
    return EntityWait.open(of.id).where(seen)


def _told_of(visits: Select[int]) -> Select[int]:
    """Select the entries of lists that submissions of these visits have told of."""
    return (
        select(EntityVersion.entity_id)
        .join(Submission, Submission.id == EntityVersion.submission_id)
        .where(Submission.visit_id.in_(visits))
    )


def _hushed(actor: Actor, home: Campaign) -> Select[int]:
    """Select the submissions of visits that are kept from the actor."""
    return select(Submission.id).where(
        Submission.campaign_id == home.id,
        Submission.visit_id.in_(secrets(actor, home)),
    )
