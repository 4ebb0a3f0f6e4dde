"""Fingerprints of a file: of its bytes, and of what can be seen on it.

Two photographs of the same scene, scaled or compressed anew, have perceptual
hashes that differ in few bits; equal bytes have equal SHA-256. Two screens of one
app have such hashes too: whether they say the same, only a finer look tells.
"""

import hashlib
from collections.abc import Sequence
from math import cos, pi
from typing import BinaryIO

SIDE = 32
#: The side of a finer look, and of the blocks in which two looks are compared.
FINE, BLOCK = 64, 4
#: Up to here two looks are of one picture: scaled, compressed, it stays below 4;
#: of 120 pairs of like screens that said something else, 119 lay above.
ALIKE = 4.5
_LOW = 8
_CHUNK = 1 << 18
_WAVES = [
    [cos(pi * (2 * x + 1) * wave / (2 * SIDE)) for x in range(SIDE)]
    for wave in range(_LOW)
]


def sha256_of(stream: BinaryIO) -> tuple[str, int]:
    """Read a stream to its end; return the hash of its bytes and their number."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def phash(grey: bytes) -> str:
    """Return the perceptual hash (16 hex digits) of a 32 × 32 grey picture."""
    if len(grey) != SIDE * SIDE:
        raise ValueError(f"want {SIDE} × {SIDE} grey values, got {len(grey)}")
    rows = [_low_waves(grey[at : at + SIDE]) for at in range(0, len(grey), SIDE)]
    columns = [_low_waves(column) for column in zip(*rows, strict=True)]
    strengths = [columns[x][y] for y in range(_LOW) for x in range(_LOW)]
    middle = sorted(strengths[1:])[len(strengths) // 2 - 1]
    bits = "".join("1" if strength > middle else "0" for strength in strengths)
    return f"{int(bits, 2):016x}"


def distance(one: str, other: str) -> int:
    """Count the bits in which two perceptual hashes differ: 0 to 64."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def unlikeness(one: bytes, other: bytes) -> float:
    """Say by how much two 64 × 64 grey pictures differ where they differ most.

    The mean difference (0 to 255) of the 4 × 4 block in which it is largest: a line
    of text that is another one counts, the noise of compressing does not.
    """
    if len(one) != FINE * FINE or len(other) != FINE * FINE:
        raise ValueError(f"want {FINE} × {FINE} grey values")
    gaps = [abs(left - right) for left, right in zip(one, other, strict=True)]
    corners = (
        row * FINE + column
        for row in range(0, FINE, BLOCK)
        for column in range(0, FINE, BLOCK)
    )
    return max(_block(gaps, corner) for corner in corners) / BLOCK**2


def _block(gaps: Sequence[int], corner: int) -> int:
    lines = range(corner, corner + BLOCK * FINE, FINE)
    return sum(sum(gaps[start : start + BLOCK]) for start in lines)


def _low_waves(line: Sequence[float]) -> list[float]:
    """Return the eight lowest frequencies of a line (a DCT, not scaled)."""
    return [sum(map(float.__mul__, wave, map(float, line))) for wave in _WAVES]
