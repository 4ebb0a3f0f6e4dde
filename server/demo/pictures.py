"""The photographs of a trip, drawn when they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from media.specimen import (
    Fonts,
    Plaque,
    Screen,
    Shot,
    passed_on,
    plaque,
    screen,
    wall,
)
from server.demo.days import Days
from server.demo.oddities import COPIED
from server.demo.trips import Picture, Trip, trips


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as the phone keeps it."""

    name: str
    content: bytes
    taken_at: datetime

    @property
    def sha256(self) -> str:
        """Give the hash that the manifest announces."""
        return hashlib.sha256(self.content).hexdigest()


def fonts(static: Path) -> Fonts:
    """Find the open font that the console shows Chinese with."""
    folder = static / "fonts"
    return Fonts(folder / "NotoSansSC-Regular.ttf", folder / "NotoSansSC-SemiBold.ttf")


def taken(days: Days, trip: Trip, hand: Fonts) -> Iterator[Photo]:
    """Take the photographs of a trip, in the minutes before it was finished."""
    for name in trip.pictures:
        own, shown = _source(days, trip, name)
        moment = _moment(own, shown)
        content = _drawn(own.pictures[shown], Shot(moment, shown, hand))
        if shown != name:
            content = passed_on(content)
        yield Photo(name, content, _moment(trip, name))


def _source(days: Days, trip: Trip, name: str) -> tuple[Trip, str]:
    """Say which picture a photograph shows: its own, but for the one copied."""
    if name not in COPIED:
        return trip, name
    other, shown = COPIED[name]
    return next(one for one in trips(days) if one.name == other), shown


def _moment(trip: Trip, name: str) -> datetime:
    number = list(trip.pictures).index(name)
    left = len(trip.pictures) - number
    return trip.finished_at - timedelta(minutes=4 * left, seconds=13 * number)


@lru_cache(maxsize=128)
def _drawn(picture: Picture, shot: Shot) -> bytes:
    if isinstance(picture, Screen):
        return screen(picture, shot)
    if isinstance(picture, Plaque):
        return plaque(picture, shot)
    return wall(picture, shot)
