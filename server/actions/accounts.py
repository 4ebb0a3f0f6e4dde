"""Accounts as an office looks after them: found, kept out, let in, new password.

An office has a say over people who hold roles in campaigns it manages, and over
nobody who also holds one elsewhere: that person belongs to two houses.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.actions import access, events, people
from server.actions.access import Actor
from server.errors import NotAllowed, NotFound
from server.models import Campaign, Grant, SignIn, User


class OwnAccount(NotAllowed):
    """Nobody locks the door that he stands in."""

    code = "own_account"


class SharedAccount(NotAllowed):
    """The person also holds a role in a campaign that the actor does not manage."""

    code = "shared_account"


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


def _grants(session: Session, user: User, campaign: Campaign) -> list[Grant]:
    chosen = Grant.of(user.id).where(Grant.campaign_id == campaign.id)
    return list(session.scalars(chosen))


def _record(
    session: Session, actor: Actor, campaign: Campaign, user: User, action: str
) -> None:
    subject = _grants(session, user, campaign)[0]
    events.record(session, actor, subject, action, login=user.login)
