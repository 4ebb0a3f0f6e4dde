"""Roles as an office gives them, and takes them back.

What a role let somebody see ends with it: sign-ins, and the phones of a team.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.actions import access, devices, events, people, regions, units
from server.actions.access import Actor
from server.errors import BadInput, NotAllowed, NotFound
from server.models import Campaign, Grant, Role, SignIn, Team, Unit, User
from server.models.place import prefix


class OwnOffice(NotAllowed):
    """Nobody takes from himself the role by which he manages the campaign."""

    code = "own_office"


class LastOffice(NotAllowed):
    """Nobody would be left to manage the campaign."""

    code = "last_office"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role that somebody is to hold: over a region, in a team or for a unit."""

    role: str
    region: str = ""
    team: str = ""
    unit: str = ""


def give(
    session: Session, actor: Actor, campaign: Campaign, user: User, wanted: Wanted
) -> Grant:
    """Give a role; raises BadInput, RoleAbove, NotFound for a team or unit."""
    if wanted.role not in list(Role):
        raise BadInput("role_unknown", role=wanted.role[:40])
    role = Role(wanted.role)
    if role in access.BY_REGION:
        region = regions.inside(session, campaign, wanted.region)
        return people.grant_region(session, actor, campaign, user, role, region)
    if role == Role.UNIT_CONTACT:
        unit = units.of_campaign(session, campaign, wanted.unit)
        return people.grant_unit(session, actor, unit, user)
    team = access.team(session, actor, wanted.team, "campaign.manage")
    if team.campaign_id != campaign.id:
        raise NotFound
    return people.grant_team(session, actor, team, user, role)


def may_take(actor: Actor, campaign: Campaign, grant: Grant) -> bool:
    """Say whether a page offers to take a role back; ``take_back`` looks again."""
    return _within(actor, campaign, grant) and _stays(actor, campaign, grant)


def take_back(
    session: Session, actor: Actor, campaign: Campaign, key: str, number: int
) -> User:
    """Take a role of the campaign from a person, with all that it opened.

    Raises NotFound, RoleAbove, OwnOffice, LastOffice.
    """
    user, grant = _held(session, campaign, key, number)
    _refuse(session, actor, campaign, grant)
    told = {"login": user.login, "role": grant.role, **_over(session, grant)}
    session.delete(grant)
    events.record(session, actor, grant, "grant.take", **told)
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    if grant.team_id is not None and not _still_in(session, user, grant.team_id):
        devices.let_go(session, actor, grant.team_id, user)
    return user


def _held(
    session: Session, campaign: Campaign, key: str, number: int
) -> tuple[User, Grant]:
    found = session.execute(
        select(User, Grant)
        .join(Grant, Grant.user_id == User.id)
        .where(User.key == key, Grant.id == number, Grant.campaign_id == campaign.id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _refuse(session: Session, actor: Actor, campaign: Campaign, grant: Grant) -> None:
    if not _within(actor, campaign, grant):
        raise people.RoleAbove(region=grant.region_code)
    if not _stays(actor, campaign, grant):
        raise OwnOffice
    if _manages(campaign, grant) and not _others(session, campaign, grant):
        raise LastOffice


def _within(actor: Actor, campaign: Campaign, grant: Grant) -> bool:
    region = grant.region_code
    return not region or region.startswith(access.reach(actor, campaign))


def _stays(actor: Actor, campaign: Campaign, grant: Grant) -> bool:
    """Say whether the actor manages the campaign without this role too."""
    if grant.user_id != actor.user_id:
        return True
    return access.may(access.without(actor, grant), "campaign.manage", campaign)


def _manages(campaign: Campaign, grant: Grant) -> bool:
    region = grant.region_code
    if grant.role != Role.OFFICE or region is None:
        return False
    return campaign.region_code.startswith(prefix(region))


def _others(session: Session, campaign: Campaign, grant: Grant) -> bool:
    """Say whether others manage the campaign too, two takers one after the other."""
    session.scalar(
        select(Campaign.id).where(Campaign.id == campaign.id).with_for_update()
    )
    offices = (
        select(Grant)
        .join(User, User.id == Grant.user_id)
        .where(
            Grant.campaign_id == campaign.id,
            Grant.role == Role.OFFICE,
            Grant.id != grant.id,
            User.disabled_at.is_(None),
        )
    )
    return any(_manages(campaign, other) for other in session.scalars(offices))


def _over(session: Session, grant: Grant) -> dict[str, str]:
    """Name what the role was over, for the event."""
    if grant.unit_id is not None:
        return {"unit": session.get_one(Unit, grant.unit_id).code}
    if grant.team_id is not None:
        return {"team": session.get_one(Team, grant.team_id).code}
    return {"region": grant.region_code or ""}


def _still_in(session: Session, user: User, team_id: int) -> bool:
    held = Grant.of(user.id).where(Grant.team_id == team_id)
    return session.scalars(held.limit(1)).first() is not None
