"""Specimen photographs for demonstrations: plaques on a wall, screens of phones.

Nothing on them exists. The same words and seed always give the same bytes, so a
demonstration can be built again and its photographs are the same blobs.
"""

from media.specimen.camera import Fonts, Shot, passed_on
from media.specimen.plaque import Plaque, plaque, wall
from media.specimen.screen import Card, Screen, screen

__all__ = [
    "Card",
    "Fonts",
    "Plaque",
    "Screen",
    "Shot",
    "passed_on",
    "plaque",
    "screen",
    "wall",
]
