"""What the store holds, as rows of an import: the other half of a plan."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.imports import clues, known_of_set_up, sums
from server.actions.imports.columns import Kind
from server.actions.imports.known_of_set_up import Levels, teams
from server.actions.imports.plan import Known
from server.actions.imports.rows import (
    CategoryRow,
    LeadRow,
    RegionRow,
    UnitRow,
    UserRow,
)
from server.models import (
    Campaign,
    CategoryLead,
    Finding,
    FindingVersion,
    Grant,
    IssueCategory,
    Region,
    Team,
    Unit,
    User,
)


def known(session: Session, actor: Actor, campaign: Campaign, kind: Kind) -> Known:
    """Read what a plan of this kind compares with, and what the actor may give."""
    levels = {row.code: row.level for row in session.execute(LEVELS)}
    return OF[kind](session, actor, campaign, levels)


def _of_regions(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    return Known(campaign.region_code, levels, regions=_regions(session))


def _of_units(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    return Known(campaign.region_code, levels, units=_units(session, campaign))


def _of_teams(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    return Known(campaign.region_code, levels, teams=teams(session, campaign))


def _of_users(
    session: Session, actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    return Known(
        campaign.region_code,
        levels,
        units=_units(session, campaign),
        teams=teams(session, campaign),
        users=_users(session, campaign),
        logins=_logins(session),
        reach=access.reach(actor, campaign),
    )


def _regions(session: Session) -> dict[str, RegionRow]:
    columns = select(
        Region.code,
        Region.name,
        Region.parent_code,
        Region.level,
        Region.pinyin,
        Region.is_functional_zone,
    )
    return {row.code: RegionRow(*row) for row in session.execute(columns)}


def _units(session: Session, campaign: Campaign) -> dict[str, UnitRow]:
    return {
        unit.code: UnitRow(
            unit.code,
            unit.name,
            unit.short_name,
            unit.kind,
            unit.level,
            unit.region_code,
        )
        for unit in session.scalars(Unit.of(campaign.id))
    }


def _of_leads(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    held = session.execute(
        select(CategoryLead, Unit.code)
        .join(Unit, Unit.id == CategoryLead.unit_id)
        .where(CategoryLead.campaign_id == campaign.id)
    )
    rows = [LeadRow(one.category_code, one.region_code, code) for one, code in held]
    codes = IssueCategory.open_of(campaign.id).with_only_columns(IssueCategory.code)
    return Known(
        campaign.region_code,
        levels,
        units=_units(session, campaign),
        leads={row.key: row for row in rows},
        categories=frozenset(session.scalars(codes)),
    )


def _of_categories(
    session: Session, _actor: Actor, campaign: Campaign, levels: Levels
) -> Known:
    rows = {
        one.code: CategoryRow(
            one.code,
            one.name,
            one.aspect_code,
            one.aspect_name,
            0 if one.closed_at else one.position,
            one.closed_at is not None,
        )
        for one in session.scalars(IssueCategory.of(campaign.id))
    }
    carried = (
        select(model.category_code).where(model.campaign_id == campaign.id).distinct()
        for model in (Finding, FindingVersion, CategoryLead)
    )
    used = frozenset(code for one in carried for code in session.scalars(one))
    return Known(campaign.region_code, levels, taxonomy=rows, used=used)


def _users(session: Session, campaign: Campaign) -> dict[str, UserRow]:
    held = session.execute(
        select(User, Grant, Team.code, Unit.code)
        .join(Grant, Grant.user_id == User.id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .where(Grant.campaign_id == campaign.id)
    )
    rows = (
        UserRow(
            user.login,
            user.display_name,
            user.staff_no,
            grant.role,
            grant.region_code or "",
            team_code or "",
            unit_code or "",
        )
        for user, grant, team_code, unit_code in held
    )
    return {row.key: row for row in rows}


def _logins(session: Session) -> dict[str, str]:
    names = session.execute(select(User.login, User.display_name))
    return {row.login: row.display_name for row in names}


LEVELS = select(Region.code, Region.level)
OF: dict[Kind, Callable[[Session, Actor, Campaign, Levels], Known]] = {
    Kind.REGIONS: _of_regions,
    Kind.UNITS: _of_units,
    Kind.TEAMS: _of_teams,
    Kind.USERS: _of_users,
    Kind.LEADS: _of_leads,
    Kind.CATEGORIES: _of_categories,
    Kind.ARRANGEMENTS: known_of_set_up.of_arrangements,
    Kind.MILESTONES: known_of_set_up.of_milestones,
    Kind.ROUNDS: known_of_set_up.of_rounds,
    Kind.VISITS: known_of_set_up.of_visits,
    Kind.OUTCOMES: sums.known,
    Kind.CLUES: clues.of_clues,
}
