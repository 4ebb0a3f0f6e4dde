"""Devices: invite a phone, let it in, let it go."""

from __future__ import annotations

import hashlib
import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session, make_transient_to_detached

from server.actions import events
from server.actions.access import Actor
from server.db import now, table
from server.errors import DeviceRevoked, DeviceUnknown, Gone, NotFound
from server.models import Device, Enrolment, Submission, SubmissionState, Team, User

LIFE = timedelta(hours=24)
#: What ODK Central's keys are made of; Collect takes them in a path.
LETTERS = string.ascii_letters + string.digits
TOKEN_LENGTH = 64
DEVICE, USER = table(Device), table(User)
#: Asked with every request of a phone, so written once.
BY_TOKEN = (
    select(DEVICE)
    .outerjoin(USER, USER.c.id == DEVICE.c.user_id)
    .where(
        DEVICE.c.token_hash == bindparam("token_hash"),
        DEVICE.c.revoked_at.is_(None),
        USER.c.disabled_at.is_(None),
    )
)
#: Whose token it is, or was.
BY_ANY_TOKEN = select(DEVICE).where(DEVICE.c.token_hash == bindparam("token_hash"))
CODE_LENGTH = 20
#: So long after the end of its access a phone may bring what was filled before.
LATE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Received:
    """How much came from a person's earlier phones: whole, and lacking photos."""

    whole: int
    partly: int


def invite(
    session: Session,
    actor: Actor,
    team: Team,
    user: User | None,
    life: timedelta = LIFE,
) -> str:
    """Make a one-time code for a phone of the team, good for 24 hours unless told."""
    code = _random(CODE_LENGTH)
    enrolment = Enrolment(
        campaign_id=team.campaign_id,
        team_id=team.id,
        user_id=user.id if user else None,
        code_hash=hashed(code),
        created_at=now(),
        expires_at=now() + life,
    )
    session.add(enrolment)
    events.record(session, actor, enrolment, "device.invited", team=team.code)
    return code


def enrol(session: Session, code: str, label: str, platform: str) -> tuple[Device, str]:
    """Exchange a code for a device and its token.

    Raises NotFound for a wrong code, Gone for one that is used or too old.
    """
    enrolment = session.scalar(
        select(Enrolment).where(Enrolment.code_hash == hashed(code)).with_for_update()
    )
    if enrolment is None:
        raise NotFound("enrolment_unknown")
    if enrolment.used_at is not None:
        raise Gone("enrolment_used")
    if enrolment.expires_at < now():
        raise Gone("enrolment_expired")
    team = session.get_one(Team, enrolment.team_id)
    device, token = _device(session, team, enrolment.user_id, label, platform)
    enrolment.used_at, enrolment.device_id = now(), device.id
    actor = Actor(device.user_id, device.id, device.label, ())
    events.record(session, actor, device, "device.enrolled", team=team.code)
    return device, token


def received(session: Session, device: Device) -> Received:
    """Count what came from the earlier phones of the device's person in its team.

    A correction and what it corrects are one. A phone of nobody has none before it.
    """
    if device.user_id is None:
        return Received(0, 0)
    asked = (
        select(Submission.state, func.count())
        .join(Device, Device.id == Submission.device_id)
        .where(
            Submission.campaign_id == device.campaign_id,
            Submission.team_id == device.team_id,
            Submission.state != SubmissionState.SUPERSEDED,
            Device.user_id == device.user_id,
            Device.id != device.id,
        )
        .group_by(Submission.state)
    )
    found = dict(session.execute(asked).all())
    partly = found.pop(SubmissionState.PARTIAL, 0)
    return Received(sum(found.values()), partly)


def issue(session: Session, actor: Actor, team: Team, label: str) -> tuple[Device, str]:
    """Make a device with its key at once, for ODK Collect's settings code."""
    device, token = _device(session, team, None, label, "ODK Collect")
    events.record(session, actor, device, "device.issued", team=team.code)
    return device, token


def revoke(session: Session, actor: Actor, device: Device) -> None:
    """Take a device's token back; what it sent stays."""
    if device.revoked_at is None:
        device.revoked_at = now()
        events.record(session, actor, device, "device.revoked")


def let_go(session: Session, actor: Actor, team_id: int, user: User) -> None:
    """Take back the phones and the open codes that a person has in a team."""
    phones = select(Device).where(
        Device.team_id == team_id,
        Device.user_id == user.id,
        Device.revoked_at.is_(None),
    )
    for device in session.scalars(phones).all():
        revoke(session, actor, device)
    session.execute(
        update(Enrolment)
        .where(
            Enrolment.team_id == team_id,
            Enrolment.user_id == user.id,
            Enrolment.used_at.is_(None),
            Enrolment.expires_at > now(),
        )
        .values(expires_at=now())
    )


def by_token(session: Session, token: str) -> Device:
    """Find the device that a token belongs to, to be looked at only.

    Raises DeviceUnknown; DeviceRevoked once it or its person's account is shut.
    """
    device = _found(session, BY_TOKEN, token)
    if device is None:
        known = _found(session, BY_ANY_TOKEN, token)
        raise DeviceUnknown if known is None else DeviceRevoked
    return device


def sender(session: Session, token: str) -> Device:
    """Find the device of a token that may still bring what was filled with it.

    Raises DeviceUnknown; DeviceRevoked when its access ended too long ago.
    """
    device = _found(session, BY_TOKEN, token)
    if device is not None:
        return device
    former = _found(session, BY_ANY_TOKEN, token)
    if former is None:
        raise DeviceUnknown
    if any(end < now() - LATE for end in _ends(session, former)):
        raise DeviceRevoked
    return former


def hashed(secret: str) -> str:
    """Hash a random secret for storage; it is long, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _found(session: Session, asked: Select[Any], token: str) -> Device | None:
    """Read a device outside of any session: nobody changes it on its way."""
    told = {"token_hash": hashed(token)}
    found = session.connection().execute(asked, told).mappings().first()
    if found is None:
        return None
    device = Device(**found)
    make_transient_to_detached(device)
    return device


def _ends(session: Session, device: Device) -> list[datetime]:
    """List when the device, or its person, lost the access."""
    user = session.get(User, device.user_id) if device.user_id else None
    ends = (device.revoked_at, user.disabled_at if user else None)
    return [end for end in ends if end is not None]


def _device(
    session: Session, team: Team, user_id: int | None, label: str, platform: str
) -> tuple[Device, str]:
    token = _random(TOKEN_LENGTH)
    device = Device(
        campaign_id=team.campaign_id,
        team_id=team.id,
        user_id=user_id,
        label=label.strip()[:60] or team.code,
        platform=platform[:120],
        token_hash=hashed(token),
    )
    session.add(device)
    session.flush()
    return device, token


def _random(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))
