"""Where rows live: types of columns, engines, and who may write when."""

from server.db.base import Base, Json, Moment, new_key, table
from server.db.clock import LOCAL, clock_at, end_of, local_day, now, read_day, start_of
from server.db.engines import (
    apart,
    checkpoint,
    db,
    one_at_a_time,
    reading,
    set_up,
    writing,
)
from server.db.lengths import entries
from server.db.seconds import Seconds

__all__ = [
    "LOCAL",
    "Base",
    "Json",
    "Moment",
    "Seconds",
    "apart",
    "checkpoint",
    "clock_at",
    "db",
    "end_of",
    "entries",
    "local_day",
    "new_key",
    "now",
    "one_at_a_time",
    "read_day",
    "reading",
    "set_up",
    "start_of",
    "table",
    "writing",
]
