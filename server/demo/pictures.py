"""The photographs of a trip, drawn when they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from media.specimen import Fonts, Plaque, Screen, Shot, plaque, screen, wall
from server.demo.trips import Picture, Trip


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


def taken(trip: Trip, hand: Fonts) -> Iterator[Photo]:
    """Take the photographs of a trip, in the minutes before it was finished."""
    for number, (name, picture) in enumerate(trip.pictures.items()):
        left = len(trip.pictures) - number
        moment = trip.finished_at - timedelta(minutes=4 * left, seconds=13 * number)
        yield Photo(name, _drawn(picture, Shot(moment, name, hand)), moment)


@lru_cache(maxsize=128)
def _drawn(picture: Picture, shot: Shot) -> bytes:
    if isinstance(picture, Screen):
        return screen(picture, shot)
    if isinstance(picture, Plaque):
        return plaque(picture, shot)
    return wall(picture, shot)
