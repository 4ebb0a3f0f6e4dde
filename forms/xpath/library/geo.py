"""Distances and areas of WGS-84 points written as ODK writes them."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.values import Value, texts

EARTH = 6_378_100.0
"""Metres, the radius that Collect and the web engine use."""

Point = tuple[float, float]


def _points(values: Iterable[Value]) -> list[Point]:
    written = (one for value in values for one in texts(value))
    parts = (part for one in written for part in one.split(";") if part.strip())
    return [point for part in parts if (point := _point(part)) is not None]


def _point(written: str) -> Point | None:
    try:
        latitude, longitude = (float(part) for part in written.split()[:2])
    except ValueError:
        return None
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return (math.radians(latitude), math.radians(longitude)) if inside else None


def _between(a: Point, b: Point) -> float:
    """Measure along the sphere (haversine keeps small distances exact)."""
    north, east = b[0] - a[0], b[1] - a[1]
    h = math.sin(north / 2) ** 2
    h += math.cos(a[0]) * math.cos(b[0]) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


def _distance(_: Any, *values: Value) -> float:
    points = _points(values)
    return round(math.fsum(_between(a, b) for a, b in pairwise(points)), 2)


def _area(_: Any, *values: Value) -> float:
    points = _points(values)
    return _enclosed(points) if len(points) > 2 else 0.0


def _enclosed(points: Sequence[Point]) -> float:
    ring = [*points, points[0]]
    turns = (
        (b[1] - a[1]) * (2 + math.sin(a[0]) + math.sin(b[0])) for a, b in pairwise(ring)
    )
    return round(abs(math.fsum(turns)) * EARTH * EARTH / 2, 2)


def _fenced(_: Any, point: Value, shape: Value) -> bool:
    """Tell whether a point lies within a closed shape, by crossing its sides."""
    where, ring = _points((point,)), _points((shape,))
    if len(where) != 1 or len(ring) < 2 or ring[0] != ring[-1]:
        return False
    crossed = sum(_crosses(where[0], a, b) for a, b in pairwise(ring))
    return crossed % 2 == 1


def _crosses(point: Point, a: Point, b: Point) -> bool:
    """Tell whether a line from the point to the west meets the side from a to b."""
    north, east = point
    if (b[0] > north) == (a[0] > north):
        return False
    return east < (a[1] - b[1]) * (north - b[0]) / (a[0] - b[0]) + b[1]


FUNCTIONS = {
    "geofence": Function(_fenced, 2, 2),
    "enclosed-area": Function(_area, 1, 1),
    "distance": Function(_distance, 1, MANY),
    "area": Function(_area, 1, MANY),
}
