"""Read a camera's notes (EXIF), believing nothing.

Takes tags as plain mappings of numbers to whatever a file put there. What cannot
be read is left out and named as an oddity; nothing here refuses a photograph.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from media.facts import Fix

MAKE, MODEL, ORIENTATION, CHANGED = 0x010F, 0x0110, 0x0112, 0x0132
TAKEN, OFFSET, TAKEN_OFFSET = 0x9003, 0x9010, 0x9011
LAT_REF, LAT, LON_REF, LON, ALT_REF, ALT = 1, 2, 3, 4, 5, 6

CHINA = timezone(timedelta(hours=8))
_YEARS = range(1990, 2100)
_LONGEST = 100
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Notes:
    """What a camera wrote beside the picture."""

    taken_at: datetime | None = None
    gps: Fix | None = None
    make: str | None = None
    model: str | None = None
    orientation: int = 1
    oddities: tuple[str, ...] = ()


def read_notes(
    tags: Mapping[int, Any], photo: Mapping[int, Any], place: Mapping[int, Any]
) -> Notes:
    """Read the main tags, those of the photograph, and those of the place."""
    taken_at, time_oddities = _taken(tags, photo)
    gps, place_oddities = _fix(place)
    return Notes(
        taken_at=taken_at,
        gps=gps,
        make=_text(tags.get(MAKE)),
        model=_text(tags.get(MODEL)),
        orientation=_orientation(tags.get(ORIENTATION)),
        oddities=time_oddities + place_oddities,
    )


def _taken(
    tags: Mapping[int, Any], photo: Mapping[int, Any]
) -> tuple[datetime | None, tuple[str, ...]]:
    written = _text(photo.get(TAKEN)) or _text(tags.get(CHANGED))
    if written is None:
        return None, ()
    try:
        moment = datetime.strptime(written, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None, ("time_unreadable",)
    if moment.year not in _YEARS:
        return None, ("time_unreadable",)
    zone = _zone(_text(photo.get(TAKEN_OFFSET)) or _text(photo.get(OFFSET)))
    if zone is None:
        return moment.replace(tzinfo=CHINA), ("time_without_zone",)
    return moment.replace(tzinfo=zone), ()


def _zone(written: str | None) -> timezone | None:
    if written == "Z":
        return UTC
    found = _OFFSET.fullmatch(written or "")
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if ahead > timedelta(hours=14):
        return None
    return timezone(-ahead if found[1] == "-" else ahead)


def _fix(place: Mapping[int, Any]) -> tuple[Fix | None, tuple[str, ...]]:
    if LAT not in place and LON not in place:
        return None, ()
    lat = _degrees(place.get(LAT), _text(place.get(LAT_REF)), {"N": 1, "S": -1}, 90)
    lon = _degrees(place.get(LON), _text(place.get(LON_REF)), {"E": 1, "W": -1}, 180)
    # Exactly 0, 0 is what a phone writes that does not know where it is.
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None, ("place_unreadable",)
    return Fix(lat, lon, _height(place)), ()


def _degrees(
    parts: Any, side: str | None, signs: Mapping[str, int], most: int
) -> float | None:
    numbers = [_number(part) for part in parts] if _is_row(parts) else []
    sign = signs.get(side or "")
    if len(numbers) != 3 or sign is None:
        return None
    degrees = numbers[0] + numbers[1] / 60 + numbers[2] / 3600
    if not 0 <= degrees <= most:
        return None
    return sign * degrees


def _height(place: Mapping[int, Any]) -> float | None:
    metres = _number(place.get(ALT))
    if not math.isfinite(metres):
        return None
    below = place.get(ALT_REF) in (1, b"\x01")
    return -metres if below else metres


def _number(value: Any) -> float:
    """Return a number, or one that compares with nothing."""
    try:
        return float(value)
    except (TypeError, ValueError, ArithmeticError):
        return math.nan


def _is_row(value: Any) -> bool:
    return isinstance(value, tuple | list)


def _orientation(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    printable = "".join(sign for sign in value if sign.isprintable())
    return printable.strip()[:_LONGEST] or None
