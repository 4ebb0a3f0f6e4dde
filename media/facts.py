"""What a photograph says about itself, in plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class NoPreview(StrEnum):
    """Why a file cannot be shown small."""

    NOT_A_PHOTO = "not_a_photo"
    OPAQUE_FORMAT = "opaque_format"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOOK_TOO_LONG = "took_too_long"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Fix:
    """Where the camera says it was: WGS-84 degrees, metres above the sea."""

    lat: float
    lon: float
    alt: float | None = None


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a photograph says about itself.

    Width and height are those a person sees, orientation applied. ``taken_at``
    is aware; a camera that names no offset is read as China's time, and the
    oddities say so. ``oddities`` are flags for the reviewer, never refusals:

    ``trailing_bytes``     something else follows the picture
    ``several_pictures``   an animation, or several pictures in one file
    ``exif_unreadable``    the camera's notes cannot be read
    ``time_unreadable``    it names a time that is none
    ``time_without_zone``  it names a time without an offset
    ``place_unreadable``   it names a place that is none
    """

    mime: str
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    gps: Fix | None = None
    make: str | None = None
    model: str | None = None
    orientation: int = 1
    phash: str | None = None
    undecodable: NoPreview | None = None
    oddities: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Write the facts for the pipe."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "taken_at": self.taken_at and self.taken_at.isoformat(),
            "gps": self.gps and [self.gps.lat, self.gps.lon, self.gps.alt],
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """Read the facts from the pipe."""
        taken_at, gps = written["taken_at"], written["gps"]
        reason = written["undecodable"]
        return cls(
            **written
            | {
                "taken_at": taken_at and datetime.fromisoformat(taken_at),
                "gps": gps and Fix(*gps),
                "undecodable": reason and NoPreview(reason),
                "oddities": tuple(written["oddities"]),
            }
        )
