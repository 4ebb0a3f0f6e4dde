"""The map of counties: read from the office's own GeoJSON, checked, and drawn."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.db import now
from server.errors import BadInput, NotFound
from server.models import Campaign, CountyMap

Ring = Sequence[tuple[float, float]]

WIDTH = 1000
MOST_BYTES, MOST_POINTS = 20_000_000, 400_000
#: Of what a feature may say which county it is, by its own name for that.
CODES = ("code", "adcode", "region_code", "区划代码", "代码", "gb", "id")
NAMES = ("name", "NAME", "名称", "county")
#: Smaller pieces are islands that nobody could see or click.
LEAST_AREA = 2.0
CORNERS = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """A county drawn: its path, and where its name stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a file gave, and what it lacks."""

    height: int
    shapes: Mapping[str, Shape]
    #: Counties of the campaign that the file does not have, by name.
    missing: tuple[str, ...]


def read(content: bytes, counties: Mapping[str, str]) -> Drawn:
    """Draw the counties, given by code and name, from GeoJSON in degrees.

    Raises BadInput, which says what is wrong with the file.
    """
    found = dict(_counties(_features(content), counties))
    if not found:
        raise BadInput("map_of_nowhere")
    points = [point for rings in found.values() for ring in rings for point in ring]
    if len(points) > MOST_POINTS:
        raise BadInput("map_too_fine", most=MOST_POINTS)
    sheet = _sheet(points)
    shapes = {code: _shape(rings, sheet) for code, rings in sorted(found.items())}
    missing = tuple(name for code, name in counties.items() if code not in found)
    return Drawn(sheet.height, shapes, missing)


def keep(
    session: Session, actor: Actor, campaign: Campaign, drawn: Drawn, file_name: str
) -> None:
    """Keep a drawing in the place of the one before."""
    row = session.get(CountyMap, campaign.id) or CountyMap(campaign_id=campaign.id)
    row.width, row.height = WIDTH, drawn.height
    row.shapes = {
        code: {"path": one.path, "x": one.x, "y": one.y}
        for code, one in drawn.shapes.items()
    }
    row.file_name, row.made_by, row.made_at = file_name[:200], actor.user_id, now()
    session.add(row)
    told = {"counties": len(drawn.shapes), "missing": len(drawn.missing)}
    events.record(session, actor, campaign, "map.kept", **told)


def drop(session: Session, actor: Actor, campaign: Campaign) -> None:
    """Go back to tiles; raises NotFound without a map."""
    if session.get(CountyMap, campaign.id) is None:
        raise NotFound
    session.execute(delete(CountyMap).where(CountyMap.campaign_id == campaign.id))
    events.record(session, actor, campaign, "map.dropped")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How degrees become places on the sheet: a degree is shorter in the north."""

    west: float
    north: float
    across: float
    down: float
    height: int

    def at(self, point: tuple[float, float]) -> tuple[int, int]:
        """Place a point."""
        x, y = point
        return round((x - self.west) * self.across), round((self.north - y) * self.down)


def _sheet(points: Ring) -> _Sheet:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    across = WIDTH / max(east - west, 1e-6)
    down = across / math.cos(math.radians((north + south) / 2))
    return _Sheet(west, north, across, down, max(1, round((north - south) * down)))


def _features(content: bytes) -> Sequence[Any]:
    if len(content) > MOST_BYTES:
        raise BadInput("map_too_large", most=MOST_BYTES // 1_000_000)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise BadInput("map_unreadable") from None
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise BadInput("map_unreadable")
    return features


def _counties(
    features: Sequence[Any], counties: Mapping[str, str]
) -> Iterator[tuple[str, list[Ring]]]:
    """Give what is a county of the campaign; of several features all pieces."""
    named = {name: code for code, name in counties.items()}
    found: dict[str, list[Ring]] = {}
    for feature in features:
        if not isinstance(feature, dict):
            raise BadInput("map_unreadable")
        code = _which(feature, counties, named)
        if code is not None:
            found.setdefault(code, []).extend(_rings(feature.get("geometry")))
    return ((code, rings) for code, rings in found.items() if rings)


def _which(
    feature: Mapping[str, Any], counties: Mapping[str, str], named: Mapping[str, str]
) -> str | None:
    """Tell which county a feature is, by its code, else by its name."""
    told = feature.get("properties")
    said: Mapping[str, Any] = told if isinstance(told, dict) else {}
    for key in CODES:
        code = str(said.get(key, "")).removeprefix("156")[:12].ljust(12, "0")
        if code in counties:
            return code
    names = (str(said.get(key, "")).strip() for key in NAMES)
    return next((named[name] for name in names if name in named), None)


def _rings(geometry: Any) -> Iterator[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadInput("map_no_areas", kind=str(kind)[:20])
    places = geometry.get("coordinates")
    polygons = [places] if kind == "Polygon" else places
    try:
        for polygon in polygons:
            for ring in polygon:
                if len(ring) >= CORNERS:
                    yield [_degrees(point) for point in ring]
    except (TypeError, ValueError, IndexError):
        raise BadInput("map_unreadable") from None


def _degrees(point: Sequence[Any]) -> tuple[float, float]:
    x, y = float(point[0]), float(point[1])
    if not (abs(x) <= 180 and abs(y) <= 85):
        raise BadInput("map_not_degrees", x=x, y=y)
    return x, y


def _shape(rings: Sequence[Ring], sheet: _Sheet) -> Shape:
    placed = [_thinned([sheet.at(point) for point in ring]) for ring in rings]
    largest = max(placed, key=_area)
    drawn = [one for one in placed if _area(one) >= LEAST_AREA] or [largest]
    x, y = _middle(largest)
    return Shape("".join(_path(one) for one in drawn), x, y)


def _thinned(ring: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out points that fall onto the one before."""
    kept = [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _path(ring: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in ring) + "Z"


def _area(ring: Sequence[tuple[int, int]]) -> float:
    following = [*ring[1:], *ring[:1]]
    twice = sum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True))
    return abs(twice) / 2


def _middle(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Find where a name stands: the middle of what the ring spans."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
