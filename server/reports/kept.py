"""Sums that are true until a finding that counts is changed.

Each such change leaves its number with the campaign, so what was summed at a number is
what would be summed again at the same number, by whoever sees the same. A day that is
over is summed once: how it stood can no longer change.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.life import due
from server.models import Campaign
from server.reports.wanted import Wanted

Sums = TypeVar("Sums")
#: As many readers and days as are remembered at once; each holds some hundred numbers.
MOST = 64

_lock = Lock()
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, object]] = WeakKeyDictionary()


def sums(
    asked: Wanted,
    what: str,
    read: Callable[[], Sums],
) -> Sums:
    """Give what was read of these findings when they last changed, or read it now."""
    session, actor, wanted = asked.session, asked.actor, asked.chosen
    if wanted.changed_from:
        # What happened to a finding need not change what is counted of it.
        return read()
    seen = frozenset(actor.held), actor.is_system
    # A secret ends by the clock, and no event counts it.
    hidden = frozenset(session.scalars(access.secrets(actor, asked.campaign)))
    about = what, asked.campaign.id, _state(asked)
    key = (*about, seen, hidden, wanted, wanted.day)
    engine = _engine(session)
    with _lock:
        found = _kept.setdefault(engine, OrderedDict()).get(key)
    if found is None:
        found = read()
        _keep(engine, key, found)
    return found  # type: ignore[return-value]


def _state(asked: Wanted) -> int | None:
    """Give the number of the last change that counts; None for a day that is over."""
    if asked.chosen.day < due.today(asked.at):
        return None
    moved = select(Campaign.counted_seq).where(Campaign.id == asked.campaign.id)
    return asked.session.scalar(moved)


def _keep(engine: Engine, key: Hashable, found: object) -> None:
    with _lock:
        shelf = _kept.setdefault(engine, OrderedDict())
        shelf[key] = found
        while len(shelf) > MOST:
            shelf.popitem(last=False)


def _engine(session: Session) -> Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, Connection) else bind
