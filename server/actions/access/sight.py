"""What somebody sees: rows by region, by team, by unit, always of one campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions.access.roles import (
    Actor,
    overlooked,
    own_teams,
    own_units,
    reach,
    regions,
)
from server.db import now
from server.models import (
    COUNTED,
    Bulletin,
    Campaign,
    Device,
    Entity,
    EntityList,
    EntityVersion,
    EntityWait,
    Finding,
    IssueTheme,
    Notice,
    OutcomeStat,
    Recommendation,
    Rectification,
    Region,
    RivalAnswers,
    SelfCheck,
    SelfCheckTask,
    Sharing,
    Submission,
    SystemMeasure,
    Team,
    Visit,
)
from server.models.place import prefix


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
        _scope(
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
        _scope(
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
    seen = _scope(actor, campaign, Entity.team_id, Entity.region_code, known)
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
    seen = _scope(actor, campaign, EntityWait.team_id, EntityWait.region_code, known)
    return EntityWait.open(of.id).where(seen)


def teams(actor: Actor, campaign: Campaign) -> Select[Team]:
    """Select the teams that the actor may see: own, or those of the region."""
    return (
        select(Team)
        .where(
            Team.campaign_id == campaign.id,
            _scope(actor, campaign, Team.id, Team.region_code, true()),
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


def bulletins(actor: Actor, home: Campaign) -> Select[Bulletin]:
    """Select the bulletins of the regions that the actor looks over."""
    return Bulletin.of(home.id).where(_looked_over(actor, home, Bulletin.region_code))


def outcomes(actor: Actor, home: Campaign) -> Select[OutcomeStat]:
    """Select what was entered of the regions that the actor looks over."""
    seen = _looked_over(actor, home, OutcomeStat.region_code)
    return OutcomeStat.of(home.id).where(seen)


def writable(actor: Actor, home: Campaign) -> Select[Region]:
    """Select the regions in whose name the actor may publish, the widest first."""
    mine = (Region.code.startswith(one, autoescape=True) for one in reach(actor, home))
    return Region.within(home.region_code).where(
        Region.level.in_(("province", "city", "county")), or_(false(), *mine)
    )


def themes(actor: Actor, home: Campaign) -> Select[IssueTheme]:
    """Select the themes of the regions that the actor looks over."""
    seen = _looked_over(actor, home, IssueTheme.region_code)
    return IssueTheme.of(home.id).where(seen)


def recommendations(actor: Actor, home: Campaign) -> Select[Recommendation]:
    """Select the recommendations of themes that the actor sees, newest first."""
    return (
        select(Recommendation)
        .join(IssueTheme, IssueTheme.id == Recommendation.theme_id)
        .where(
            Recommendation.campaign_id == home.id,
            _looked_over(actor, home, IssueTheme.region_code),
        )
        .order_by(Recommendation.id.desc())
    )


def addressed(actor: Actor, home: Campaign) -> Select[Recommendation]:
    """Select the recommendations that were delivered to the actor's own units."""
    return (
        select(Recommendation)
        .where(
            Recommendation.campaign_id == home.id,
            Recommendation.delivered_at.is_not(None),
            Recommendation.unit_id.in_(own_units(actor, home.id)),
        )
        .order_by(Recommendation.id.desc())
    )


def system_measures(actor: Actor, home: Campaign) -> Select[SystemMeasure]:
    """Select the rules made for themes of regions that the actor looks over."""
    seen = themes(actor, home).with_only_columns(IssueTheme.id).order_by(None)
    return SystemMeasure.of(home.id).where(SystemMeasure.theme_id.in_(seen))


def own_measures(actor: Actor, home: Campaign) -> Select[SystemMeasure]:
    """Select the rules that the actor's own units make upon a recommendation."""
    asked = addressed(actor, home).with_only_columns(Recommendation.id).order_by(None)
    return SystemMeasure.of(home.id).where(
        SystemMeasure.recommendation_id.in_(asked),
        SystemMeasure.unit_id.in_(own_units(actor, home.id)),
    )


def self_checks(actor: Actor, home: Campaign) -> Select[SelfCheck]:
    """Select the self-checks of the regions that the actor looks over."""
    return SelfCheck.of(home.id).where(_looked_over(actor, home, SelfCheck.region_code))


def own_checks(actor: Actor, home: Campaign) -> Select[SelfCheckTask]:
    """Select what the actor's own units are asked to look for at home."""
    return (
        select(SelfCheckTask)
        .where(
            SelfCheckTask.campaign_id == home.id,
            SelfCheckTask.unit_id.in_(own_units(actor, home.id)),
        )
        .order_by(SelfCheckTask.id.desc())
    )


def notices(actor: Actor, home: Campaign) -> Select[Notice]:
    """Select the notices in the name of regions that the actor looks over."""
    return Notice.of(home.id).where(_looked_over(actor, home, Notice.region_code))


def served(actor: Actor, home: Campaign) -> Select[Notice]:
    """Select the notices that were issued to the actor's own units."""
    return Notice.of(home.id).where(
        Notice.issued_at.is_not(None), Notice.unit_id.in_(own_units(actor, home.id))
    )


def reach_in(actor: Actor, home: Campaign) -> dict[str, list[Any]]:
    """Say what the actor sees: regions by how their codes begin, and own teams."""
    teams = [] if actor.is_system else sorted(own_teams(actor, home.id))
    return {"regions": sorted(overlooked(actor, home)), "teams": teams}


def reaches(
    session: Session, actor: Actor, home: Campaign, reach: Mapping[str, Sequence[Any]]
) -> bool:
    """Say whether the actor sees all that was seen with this reach."""
    seen = overlooked(actor, home)
    whole = home.region_code.startswith(seen) if seen else False
    regions = all(whole or str(one).startswith(seen) for one in reach["regions"])
    mine = teams(actor, home).with_only_columns(Team.id).order_by(None)
    known = set(session.scalars(mine)) if reach["teams"] else set()
    return regions and known.issuperset(reach["teams"])


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


def _scope(
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


def _looked_over(
    actor: Actor, home: Campaign, region_code: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    mine = overlooked(actor, home)
    return or_(false(), *(region_code.startswith(one, autoescape=True) for one in mine))
