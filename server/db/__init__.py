"""Where rows live: types of columns, engines, and who may write when."""

from server.db.base import Base, Json, Moment, new_key, now
from server.db.engines import checkpoint, db, reading, set_up, writing

__all__ = [
    "Base",
    "Json",
    "Moment",
    "checkpoint",
    "db",
    "new_key",
    "now",
    "reading",
    "set_up",
    "writing",
]
