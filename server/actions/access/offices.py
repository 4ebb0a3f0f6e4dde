"""What offices look over by region, and what of it reaches a unit's own desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from server.actions.access.roles import (
    Actor,
    Place,
    begins,
    overlooked,
    own_units,
    reach,
    within,
)
from server.db import now
from server.models import (
    AlsoCounts,
    Bulletin,
    Campaign,
    Finding,
    IssueTheme,
    Notice,
    OutcomeStat,
    Recommendation,
    Region,
    SelfCheck,
    SelfCheckTask,
    SystemMeasure,
    Visit,
)


def also_counted(actor: Actor, other: Campaign, at: datetime | None) -> Select[Finding]:
    """Select findings of other campaigns that count in this one too, now or then.

    As far as the actor looks over their places here, and as their visits are known;
    whatever became of them since.
    """
    spell = (
        AlsoCounts.ended_at.is_(None)
        if at is None
        else and_(
            AlsoCounts.made_at < at,
            or_(AlsoCounts.ended_at.is_(None), AlsoCounts.ended_at >= at),
        )
    )
    marked = select(AlsoCounts.finding_id).where(AlsoCounts.other_id == other.id, spell)
    seen = _looked_over(actor, other, Finding.region_code)
    secret = select(Visit.id).where(Visit.secret_until > now())
    return select(Finding).where(
        Finding.id.in_(marked), seen, Finding.visit_id.not_in(secret)
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
    return _levels(home, reach(actor, home))


def drawable(actor: Actor, home: Campaign) -> Select[Region]:
    """Select the regions over whose findings the actor draws themes, widest first."""
    return _levels(home, within(actor, home, "theme.write"))


def _levels(home: Campaign, beginnings: Iterable[str]) -> Select[Region]:
    mine = (Region.code.startswith(one, autoescape=True) for one in beginnings)
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


def _looked_over(
    actor: Actor, home: Campaign, region_code: Place
) -> ColumnElement[bool]:
    return begins(region_code, overlooked(actor, home))
