"""Accounts as an office looks after them: found, kept out, let in, new password.

An office has a say over people who hold roles in campaigns it manages, and over
nobody who also holds one elsewhere: that person belongs to two houses.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.actions import access, events, people, roles
from server.actions.access import Actor
from server.actions.roles import Wanted
from server.errors import BadInput, Incomplete, NotAllowed, NotFound
from server.models import Campaign, Grant, SignIn, User

LONGEST = 60


class OwnAccount(NotAllowed):
    """Nobody locks the door that he stands in."""

    code = "own_account"


class SharedAccount(NotAllowed):
    """The person also holds a role in a campaign that the actor does not manage."""

    code = "shared_account"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as an office describes one, and the role that is to be held."""

    login: str
    display_name: str
    staff_no: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The person, and whether the account is new."""

    user: User
    is_new: bool


def welcome(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    newcomer: Newcomer,
    password_hash: str,
) -> Welcomed:
    """Add a person with a role, or give the role to one who is known.

    Raises Incomplete, BadInput, NotFound for a team or unit, RoleAbove.
    """
    known = people.find_user(session, newcomer.login)
    user = known or people.create_user(
        session,
        _login(newcomer.login),
        _shown(newcomer.display_name),
        password_hash,
        newcomer.staff_no.strip()[:30],
    )
    roles.give(session, actor, campaign, user, newcomer.wanted)
    return Welcomed(user, is_new=known is None)


def account(session: Session, actor: Actor, campaign: Campaign, key: str) -> User:
    """Find a person of the campaign to look after.

    Raises NotFound, OwnAccount, SharedAccount.
    """
    user = session.scalar(select(User).where(User.key == key))
    if user is None or not _grants(session, user, campaign):
        raise NotFound
    if user.id == actor.user_id:
        raise OwnAccount
    require_all(session, actor, user)
    return user


def require_all(session: Session, actor: Actor, user: User) -> None:
    """Ask that the actor manages every campaign of a person; raises SharedAccount."""
    ids = {grant.campaign_id for grant in session.scalars(Grant.of(user.id))}
    for home in session.scalars(select(Campaign).where(Campaign.id.in_(ids))):
        if not access.may(actor, "campaign.manage", home):
            raise SharedAccount


def disable(session: Session, actor: Actor, campaign: Campaign, user: User) -> None:
    """Keep a person out from now on, and end what is open."""
    people.disable(session, user)
    _record(session, actor, campaign, user, "user.disabled")


def enable(session: Session, actor: Actor, campaign: Campaign, user: User) -> None:
    """Let a person in again."""
    user.disabled_at = None
    _record(session, actor, campaign, user, "user.enabled")


def new_password(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    user: User,
    password_hash: str,
) -> None:
    """Give a person a new password, and end what was opened with the old one."""
    user.password_hash = password_hash
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    _record(session, actor, campaign, user, "user.password")


def _login(text: str) -> str:
    wanted = text.strip().lower()
    if not wanted:
        raise Incomplete("login_missing")
    if not people.LOGIN.fullmatch(wanted):
        raise BadInput("login_bad", login=wanted[:LONGEST])
    return wanted


def _shown(text: str) -> str:
    wanted = " ".join(text.split())[:LONGEST]
    if not wanted:
        raise Incomplete("display_name_missing")
    return wanted


def _grants(session: Session, user: User, campaign: Campaign) -> list[Grant]:
    chosen = Grant.of(user.id).where(Grant.campaign_id == campaign.id)
    return list(session.scalars(chosen))


def _record(
    session: Session, actor: Actor, campaign: Campaign, user: User, action: str
) -> None:
    subject = _grants(session, user, campaign)[0]
    events.record(session, actor, subject, action, login=user.login)
