"""People: users, what they are granted, and signing in and out.

A sign-in has two halves, because a password takes its time and nobody may hold
the pen meanwhile:

    attempt = people.check(reading(), login, password, address)
    with writing() as session:
        token = people.sign_in(session, attempt)
    if token is None:
        raise people.WrongSignIn
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.actions import access, events, passwords
from server.actions.access import BY_REGION, IN_TEAM, Actor
from server.db import now
from server.errors import BadInput, Conflict, NotAllowed, TooMany
from server.models import (
    Campaign,
    FailedSignIn,
    Grant,
    Installation,
    Role,
    SignIn,
    Team,
    Unit,
    User,
)

LOGIN = re.compile(r"[a-z0-9][a-z0-9_.@-]{1,59}")
STAYS = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
FAILURES_PER_LOGIN = 10
FAILURES_PER_ADDRESS = 50


class WrongSignIn(NotAllowed):
    """Login and password do not go together; never says which is wrong."""

    code = "sign_in_wrong"


class TooManySignIns(TooMany):
    """Too many wrong passwords for this login or from this address."""

    code = "sign_in_too_many"


class LoginTaken(Conflict):
    """The login belongs to somebody."""

    code = "login_taken"


class RoleNeedsPlace(BadInput):
    """A role came without its region, team or unit."""

    code = "role_needs_place"


class RoleAbove(NotAllowed):
    """The role is over a region that the actor's own office does not cover."""

    code = "role_above"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to sign in: whose it is when it fits, and what it counts against."""

    user_id: int | None
    about: tuple[str, str]


def create_user(
    session: Session,
    login: str,
    display_name: str,
    password_hash: str,
    staff_no: str = "",
) -> User:
    """Add a user; raises LoginTaken."""
    if find_user(session, login) is not None:
        raise LoginTaken(login=login)
    user = User(
        login=login.strip().lower(),
        display_name=display_name,
        staff_no=staff_no,
        password_hash=password_hash,
    )
    session.add(user)
    session.flush()
    return user


def find_user(session: Session, login: str) -> User | None:
    """Find a user by login, however it is capitalised."""
    return session.scalar(select(User).where(User.login == login.strip().lower()))


def grant_region(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    user: User,
    role: Role,
    region_code: str,
) -> Grant:
    """Give a user a role over a region and all below it.

    Raises RoleNeedsPlace, RoleAbove.
    """
    if role not in BY_REGION:
        raise RoleNeedsPlace(role=role)
    if not region_code.startswith(access.reach(actor, campaign)):
        raise RoleAbove(region=region_code)
    grant = Grant(
        campaign_id=campaign.id, user_id=user.id, role=role, region_code=region_code
    )
    return _give(session, actor, grant, user, region=region_code)


def grant_team(
    session: Session, actor: Actor, team: Team, user: User, role: Role
) -> Grant:
    """Make a user leader or inspector of a team."""
    if role not in IN_TEAM:
        raise RoleNeedsPlace(role=role)
    grant = Grant(
        campaign_id=team.campaign_id, user_id=user.id, role=role, team_id=team.id
    )
    return _give(session, actor, grant, user, team=team.code)


def grant_unit(session: Session, actor: Actor, unit: Unit, user: User) -> Grant:
    """Let a user speak for a unit, and for nothing else."""
    grant = Grant(
        campaign_id=unit.campaign_id,
        user_id=user.id,
        role=Role.UNIT_CONTACT,
        unit_id=unit.id,
    )
    return _give(session, actor, grant, user, unit=unit.code)


def disable(session: Session, user: User) -> None:
    """Keep a user out from now on, and end what is open."""
    user.disabled_at = now()
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))


def check(session: Session, login: str, password: str, address: str) -> Attempt:
    """Look whether login and password fit; slow, only reads.

    Raises TooManySignIns before it looks.
    """
    about = _about(session, login, address)
    _refuse_too_many(session, about)
    user = find_user(session, login)
    known = user is not None and user.disabled_at is None
    fits = passwords.fits(password, user.password_hash if user else "")
    return Attempt(user.id if user and known and fits else None, about)


def sign_in(session: Session, attempt: Attempt) -> str | None:
    """Open a new session and return its token; count a wrong attempt instead."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.at < now() - WINDOW))
    if attempt.user_id is None:
        session.add_all(FailedSignIn(about=about) for about in attempt.about)
        return None
    session.execute(delete(FailedSignIn).where(FailedSignIn.about == attempt.about[0]))
    session.execute(delete(SignIn).where(SignIn.expires_at < now()))
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            user_id=attempt.user_id,
            token_hash=_hash(token),
            expires_at=now() + STAYS,
        )
    )
    return token


def signed_in(session: Session, token: str) -> tuple[User, SignIn] | None:
    """Find who holds the token; None when unknown, run out or disabled."""
    found = session.execute(
        select(User, SignIn)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.token_hash == _hash(token),
            SignIn.expires_at > now(),
            User.disabled_at.is_(None),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def sign_out(session: Session, token: str) -> None:
    """Forget the token; nothing happens when it is forgotten already."""
    session.execute(delete(SignIn).where(SignIn.token_hash == _hash(token)))


def _give(
    session: Session, actor: Actor, grant: Grant, user: User, **over: str
) -> Grant:
    """Keep the grant, once: the same one again changes nothing."""
    held = session.scalar(
        select(Grant).filter_by(
            campaign_id=grant.campaign_id,
            user_id=grant.user_id,
            role=grant.role,
            region_code=grant.region_code,
            team_id=grant.team_id,
            unit_id=grant.unit_id,
        )
    )
    if held is not None:
        return held
    session.add(grant)
    session.flush()
    told = {"login": user.login, "role": grant.role, **over}
    events.record(session, actor, grant, "grant.give", **told)
    return grant


def _about(session: Session, login: str, address: str) -> tuple[str, str]:
    """Hash login and address with the store's own secret: no list of either."""
    secret = session.scalars(select(Installation.secret)).one().encode()
    words = (f"login {login.strip().lower()}", f"address {address}")
    by_login, by_address = (
        hmac.new(secret, word.encode(), hashlib.sha256).hexdigest() for word in words
    )
    return by_login, by_address


def _refuse_too_many(session: Session, about: tuple[str, str]) -> None:
    for key, most in zip(
        about, (FAILURES_PER_LOGIN, FAILURES_PER_ADDRESS), strict=True
    ):
        failed = session.scalar(
            select(func.count())
            .select_from(FailedSignIn)
            .where(FailedSignIn.about == key, FailedSignIn.at > now() - WINDOW)
        )
        if (failed or 0) >= most:
            raise TooManySignIns(minutes=int(WINDOW.total_seconds() // 60))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
