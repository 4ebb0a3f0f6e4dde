"""What one photo says against its visit: pure, by a table of conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

from server.db import LOCAL
from server.models import FlagKind

#: A clock that is farther off than this asks for a look, in seconds.
CLOCK_OFF = 300
EARTH_M = 6_371_008.8

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo that is here, as its phone and the darkroom tell of it."""

    source: str
    is_named: bool
    is_rival: bool
    captured_at: datetime | None
    #: The phone's own fix, and what the darkroom saw.
    gps: Mapping[str, Any] | None
    seen: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit as one submission knows it: where, on which days, by which clock."""

    latitude: float | None
    longitude: float | None
    first: date
    last: date
    clock_offset_s: int | None
    limit_m: int


def signs(photo: Taken, stay: Stay) -> dict[FlagKind, Facts]:
    """Say what asks for a look, with the facts that it stands on."""
    found = {
        FlagKind.RIVAL: {} if photo.is_rival else None,
        FlagKind.EXTRA: {} if not (photo.is_named or photo.is_rival) else None,
        FlagKind.UNDECODABLE: _trouble(photo.seen),
        FlagKind.GALLERY: {} if photo.source == "gallery" else None,
        FlagKind.NO_FIX: {} if place(photo.gps, photo.seen) is None else None,
        FlagKind.FAR: _far(photo, stay),
        FlagKind.TIME: _other_day(photo, stay),
        FlagKind.CLOCK: _clock(stay.clock_offset_s),
    }
    return {kind: facts for kind, facts in found.items() if facts is not None}


def place(
    gps: Mapping[str, Any] | None, seen: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """Find where a photo was taken: by the phone's own fix, else by its camera."""
    told = gps or (seen or {}).get("gps")
    if not isinstance(told, Mapping):
        return None
    known = (told.get("lat"), told.get("lon"))
    return told if all(isinstance(one, int | float) for one in known) else None


def camera_time(seen: Mapping[str, Any] | None) -> datetime | None:
    """Read the time that the camera wrote into the picture, if it can be read."""
    text = (seen or {}).get("taken_at")
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the way between two places on the globe (latitude, longitude)."""
    (lat, lon), (lat2, lon2) = (map(radians, spot) for spot in (one, other))
    bow = sin((lat2 - lat) / 2) ** 2
    bow += cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(bow)))


def away(
    where: Mapping[str, Any] | None, latitude: float | None, longitude: float | None
) -> float | None:
    """Give how far a photo is from a site, None while either is unknown."""
    if where is None or latitude is None or longitude is None:
        return None
    return metres((where["lat"], where["lon"]), (latitude, longitude))


def accuracy(where: Mapping[str, Any]) -> float:
    """Give how far off the fix may be; 0 when it does not say."""
    told = where.get("acc")
    return float(told) if isinstance(told, int | float) and told > 0 else 0.0


def _far(photo: Taken, stay: Stay) -> Facts | None:
    """Say how far it is, unless the fix may for all it knows lie within the limit."""
    where = place(photo.gps, photo.seen)
    way = away(where, stay.latitude, stay.longitude)
    if where is None or way is None or way - accuracy(where) <= stay.limit_m:
        return None
    acc = round(accuracy(where))
    return {"metres": round(way), "limit": stay.limit_m, "acc": acc}


def _other_day(photo: Taken, stay: Stay) -> Facts | None:
    taken = camera_time(photo.seen) or photo.captured_at
    if taken is None or stay.first <= taken.astimezone(LOCAL).date() <= stay.last:
        return None
    days = {"first": stay.first.isoformat(), "last": stay.last.isoformat()}
    return {"taken_at": taken.isoformat(), **days}


def _clock(offset: int | None) -> Facts | None:
    return {"seconds": offset} if offset and abs(offset) > CLOCK_OFF else None


def _trouble(seen: Mapping[str, Any]) -> Facts | None:
    return {"reason": seen["trouble"]} if seen.get("trouble") else None
