"""People with their roles in a campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.actions import access, roles
from server.actions.access import Actor
from server.console.pages import places, units
from server.console.pages.listing import Slice
from server.models import Campaign, Grant, Region, Team, Unit, User

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Held:
    """A role, and over what."""

    number: int
    role: str
    where: str
    team: str
    may_take: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the list."""

    user: User
    held: tuple[Held, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The list, and what a new person can be given."""

    slice: Slice
    text: str
    lines: list[Line]
    teams: Sequence[Team]
    regions: Sequence[Region]
    #: The first of them, to be narrowed by what is typed.
    units: Sequence[Unit]
    #: Who is to have another role; None for somebody new.
    giving: User | None


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the people who hold anything in the campaign."""
    text = query.get("text", "").strip()[:LONGEST]
    members = select(Grant.user_id).where(Grant.campaign_id == campaign.id)
    chosen = select(User).where(User.id.in_(members)).order_by(User.login)
    if text:
        fits = (User.login, User.display_name, User.staff_no)
        chosen = chosen.where(or_(*(f.icontains(text, autoescape=True) for f in fits)))
    ids = session.scalars(chosen.with_only_columns(User.id)).all()
    part = Slice.read(query, len(ids))
    people = session.scalars(chosen.limit(part.size).offset(part.offset)).all()
    return Page(
        part,
        text,
        _lines(session, actor, campaign, people),
        session.scalars(access.teams(actor, campaign)).all(),
        _regions(session, campaign),
        units.search(session, campaign, "", ""),
        _giving(session, campaign, query.get("give", "")),
    )


def _lines(
    session: Session, actor: Actor, campaign: Campaign, people: Sequence[User]
) -> list[Line]:
    ids = [user.id for user in people]
    rows: Sequence[tuple[Grant, Team | None, Unit | None]] = session.execute(
        select(Grant, Team, Unit)
        .outerjoin(Team, Team.id == Grant.team_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .where(Grant.campaign_id == campaign.id, Grant.user_id.in_(ids))
        .order_by(Grant.id)
    ).all()
    known = places.names(session, (grant.region_code for grant, *_ in rows))
    held: dict[int, list[Held]] = {}
    for grant, team, unit in rows:
        over: Team | Unit | None = unit if team is None else team
        one = Held(
            grant.id,
            grant.role,
            known.get(grant.region_code or "", "") if over is None else over.name,
            "" if team is None else team.key,
            roles.may_take(actor, campaign, grant),
        )
        held.setdefault(grant.user_id, []).append(one)
    return [
        Line(user, tuple(held.get(user.id, ())), user.id == actor.user_id)
        for user in people
    ]


def _giving(session: Session, campaign: Campaign, key: str) -> User | None:
    """Find the person of the campaign who is to have another role."""
    members = select(Grant.user_id).where(Grant.campaign_id == campaign.id)
    return session.scalar(select(User).where(User.key == key, User.id.in_(members)))


def _regions(session: Session, campaign: Campaign) -> Sequence[Region]:
    """List the places a role can be over: down to the counties."""
    return session.scalars(
        Region.within(campaign.region_code).where(
            Region.level.in_(("province", "city", "county"))
        )
    ).all()
