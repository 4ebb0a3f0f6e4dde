"""The office and the phones that these tests speak of."""

from tests.actors.places import (
    darkroom,
    device,
    furnished,
    house,
    line,
    office,
    settings,
)

__all__ = [
    "darkroom",
    "device",
    "furnished",
    "house",
    "line",
    "office",
    "settings",
]
