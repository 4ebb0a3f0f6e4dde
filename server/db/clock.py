"""The only clock of the server; a story or the demo may set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: The zone of day boundaries and of what people read.
LOCAL = ZoneInfo("Asia/Shanghai")
#: No day that people write lies before or after these; a calendar ends soon after.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Tell the present moment, aware, in UTC."""
    return _set.get() or datetime.now(UTC)


def end_of(day: date) -> datetime:
    """Give the moment at which a day is over in Asia/Shanghai."""
    return datetime.combine(day + timedelta(days=1), time(), LOCAL)


def start_of(day: date) -> datetime:
    """Give the moment at which a day begins in Asia/Shanghai."""
    return datetime.combine(day, time(), LOCAL)


def read_day(text: str) -> date | None:
    """Read a day as people and addresses write it, 2026-03-01; None for nothing.

    Raises ValueError for what is no day, or none that anybody means.
    """
    if not text:
        return None
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


def local_day(at: datetime) -> date:
    """Say which day it is where campaigns are."""
    return at.astimezone(LOCAL).date()


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let it be this moment, for what is done inside."""
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
