"""Photographs for tests: real JPEGs, the same bytes for the same name."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image

SIDE = 48


@dataclass(frozen=True, slots=True)
class Photo:
    """A file that a question is answered with."""

    name: str
    content: bytes
    mime: str = "image/jpeg"
    source: str = "in_page_camera"
    gps: dict[str, Any] | None = None
    captured_at: str | None = None

    def __hash__(self) -> int:
        return hash((self.name, self.content))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


def photo(name: str, side: int = SIDE, **told: Any) -> Photo:
    """Take a photograph of noise, which does not compress away."""
    return Photo(name, _jpeg(name, side), **told)


@lru_cache(maxsize=64)
def _jpeg(name: str, side: int) -> bytes:
    noise = random.Random(name).randbytes(side * side * 3)
    picture = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(picture, "JPEG", quality=90)
    return picture.getvalue()
