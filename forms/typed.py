"""One answer typed, or nothing when it cannot be what it should be."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

LARGEST = 1e15
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}[0-9:.]*(Z|[+-][0-9:]{2,5})?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9:]{2,5})?")


def typed(kind: str, text: str) -> Any:
    """Type an answer by its question's kind; text of a kind of its own stays text."""
    stripped = text.strip()
    if not stripped:
        return None
    reader = _READERS.get(kind)
    return text if reader is None else reader(stripped)


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _decimal(text: str) -> float | None:
    if not _DECIMAL.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) and abs(value) <= LARGEST else None


def _date(text: str) -> str | None:
    """Read the day; some clients add a time to it."""
    day = text[:10]
    if not _DATE.fullmatch(day):
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _time(text: str) -> str | None:
    return text if _TIME.fullmatch(text) and text[:2] < "24" else None


def _point(text: str) -> dict[str, float | None] | None:
    parts = text.split()
    numbers = [_decimal(part) for part in parts[:4]]
    latitude, longitude, altitude, accuracy = (*numbers, None, None, None, None)[:4]
    if latitude is None or longitude is None or len(parts) > 4:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return {"lat": latitude, "lon": longitude, "alt": altitude, "acc": accuracy}


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": _integer,
    "decimal": _decimal,
    "range": _decimal,
    "date": _date,
    "today": _date,
    "dateTime": _moment,
    "start": _moment,
    "end": _moment,
    "time": _time,
    "select_multiple": str.split,
    "rank": str.split,
    "geopoint": _point,
}
