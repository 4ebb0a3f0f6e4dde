"""Sums that are true until the campaign's own counter moves.

Every change of rows counts the campaign's events up by one, so what was summed at a
number is what would be summed again at the same number, by whoever sees the same.
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
from server.actions.access import Actor
from server.models import Campaign
from server.reports.filters import LedgerFilter

Sums = TypeVar("Sums")
#: As many readers and days as are remembered at once; each holds some hundred numbers.
MOST = 64

_lock = Lock()
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, object]] = WeakKeyDictionary()


def sums(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: LedgerFilter,
    read: Callable[[], Sums],
) -> Sums:
    """Give what was read at this number of events, or read it now."""
    counted = select(Campaign.seq).where(Campaign.id == campaign.id)
    seen = frozenset(actor.held), actor.is_system
    # A secret ends by the clock, and no event counts it.
    hidden = frozenset(session.scalars(access.secrets(actor, campaign)))
    key = (campaign.id, session.scalar(counted), seen, hidden, wanted, wanted.day)
    engine = _engine(session)
    with _lock:
        found = _kept.setdefault(engine, OrderedDict()).get(key)
    if found is None:
        found = read()
        _keep(engine, key, found)
    return found  # type: ignore[return-value]


def _keep(engine: Engine, key: Hashable, found: object) -> None:
    with _lock:
        shelf = _kept.setdefault(engine, OrderedDict())
        shelf[key] = found
        while len(shelf) > MOST:
            shelf.popitem(last=False)


def _engine(session: Session) -> Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, Connection) else bind
