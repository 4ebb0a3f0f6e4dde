"""The checksum a piece of an upload may carry."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Self

from media.errors import BadChecksum

_DIGEST_SIZES = {"sha1": 20, "sha256": 32}


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece must hash to: ``sha1`` or ``sha256`` and the raw digest."""

    algorithm: str
    digest: bytes

    @classmethod
    def parse(cls, header: str) -> Self:
        """Read an Upload-Checksum header; raises BadChecksum."""
        algorithm, _, encoded = header.strip().partition(" ")
        digest = _decoded(encoded.strip())
        if _DIGEST_SIZES.get(algorithm) != len(digest):
            raise BadChecksum(algorithm=algorithm)
        return cls(algorithm, digest)

    def begin(self) -> "hashlib._Hash":
        """Start hashing as this checksum does."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadChecksum from None
