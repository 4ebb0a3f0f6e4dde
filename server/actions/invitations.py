"""Codes for many phones at once: for each person of some teams, or so many a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import devices
from server.actions.access import Actor
from server.db import now
from server.errors import BadInput, Incomplete
from server.models import Device, Grant, Team, User

#: For whom: everybody, those without a phone, or nobody by name.
EVERYBODY, WITHOUT, UNNAMED = "everybody", "without", "unnamed"
WHOM = (EVERYBODY, WITHOUT, UNNAMED)
#: As many cards as one sheet holds, and as many unnamed ones as a team gets.
MOST, A_TEAM = 1000, 20
#: So long a printed code may lie before it is scanned, and how long it does.
DAYS, USUAL_DAYS = 14, 3


@dataclass(frozen=True, slots=True)
class Wish:
    """Which codes are to be made: for whom, how many a team, for how many days."""

    whom: str = EVERYBODY
    a_team: int = 2
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True)
class Invited:
    """A code, of which team and for whom."""

    team: Team
    user: User | None
    code: str


def invite(
    session: Session, actor: Actor, teams: Sequence[Team], wish: Wish
) -> tuple[list[Invited], datetime]:
    """Make the codes of a sheet; answer them with the moment until which they work.

    Raises BadInput for a wish that cannot be, Incomplete when nobody would get one.
    """
    _refuse(wish)
    bearers = [one for team in teams for one in _bearers(session, team, wish)]
    if not bearers:
        raise Incomplete("sheet_empty")
    if len(bearers) > MOST:
        raise BadInput("sheet_too_long", count=len(bearers), most=MOST)
    life = timedelta(days=wish.days)
    made = [
        Invited(team, user, devices.invite(session, actor, team, user, life))
        for team, user in bearers
    ]
    return made, now() + life


def _refuse(wish: Wish) -> None:
    if wish.whom not in WHOM:
        raise BadInput("sheet_whom", value=wish.whom[:40])
    if not 1 <= wish.days <= DAYS:
        raise BadInput("sheet_days", most=DAYS)
    if not 1 <= wish.a_team <= A_TEAM:
        raise BadInput("sheet_a_team", most=A_TEAM)


def _bearers(
    session: Session, team: Team, wish: Wish
) -> list[tuple[Team, User | None]]:
    if wish.whom == UNNAMED:
        return [(team, None)] * wish.a_team
    members = select(Grant.user_id).where(Grant.team_id == team.id)
    chosen = select(User).where(User.id.in_(members), User.disabled_at.is_(None))
    if wish.whom == WITHOUT:
        carried = select(Device.user_id).where(
            Device.team_id == team.id,
            Device.revoked_at.is_(None),
            Device.user_id.is_not(None),
        )
        chosen = chosen.where(User.id.not_in(carried))
    ordered = chosen.order_by(User.staff_no, User.login)
    return [(team, user) for user in session.scalars(ordered)]
