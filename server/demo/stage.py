"""People of the story act, each at the hour at which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from server.actions import access, people
from server.actions.access import Actor
from server.db import clock_at, writing
from server.demo.story import Home
from server.models import Campaign, Unit


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens at a moment, and what it is about."""

    at: datetime
    act: Callable[..., object]
    about: tuple[Any, ...]


def scene(at: datetime, act: Callable[..., object], *about: Any) -> Scene:
    """Say that something happens at a moment."""
    return Scene(at, act, about)


def play(scenes: Iterable[Scene]) -> None:
    """Let everything happen in its order, each in a change of its own."""
    for one in sorted(scenes, key=lambda scene: scene.at):
        with clock_at(one.at), writing() as session:
            one.act(session, *one.about)


def actor(session: Session, login: str) -> Actor:
    """Seat somebody of the story; raises LookupError for a stranger."""
    user = people.find_user(session, login)
    if user is None:
        raise LookupError(login)
    return access.actor_of_user(session, user)


def campaign(session: Session, home: Home) -> Campaign:
    """Give the campaign's row."""
    return session.get_one(Campaign, home.id)


def unit(session: Session, home: Home, code: str) -> Unit:
    """Find a unit by its code."""
    return session.scalars(Unit.of(home.id).where(Unit.code == code)).one()


def login_of(unit: Unit) -> str:
    """Name the account of a unit's contact."""
    return f"u-{unit.code}"
