"""Look at photographs without trusting them.

Decoding happens in one long-lived child process with limits on memory and time
(:mod:`media.darkroom`). A photograph that cannot be decoded is still evidence:
it is kept, and its facts say why there is no preview.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self


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
    oddities say so. ``oddities`` are flags for the reviewer, never refusals.
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


def sniff(first_bytes: bytes) -> str:
    """Name the type by its first 32 bytes.

    One of image/jpeg, image/png, image/webp, image/heic; everything else is
    application/octet-stream, whatever its name says.
    """
    raise NotImplementedError


class Darkroom:
    """One child process that decodes photographs, started when first needed.

    Any number of threads may ask; they are served one after the other. A child
    that crashed or took too long is replaced for the next photograph.
    """

    def describe(self, photo: bytes | Path) -> PhotoFacts:
        """Read what a photograph says; never refuses one."""
        raise NotImplementedError

    def thumbnail(self, photo: bytes | Path, edge: int) -> bytes:
        """Make an upright JPEG within ``edge`` pixels; raises Undecodable."""
        raise NotImplementedError

    def close(self) -> None:
        """End the child process; a later photograph starts a new one."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
