"""The sealed file of a phone's unsent work: opened whole, or refused whole.

A line that names the format, a line of JSON with the sealed key, then pieces of
AES-256-GCM. Every piece but the last holds ``piece`` bytes; its nonce is its number and
whether it is the last, and each vouches for the two lines, so that nothing can be cut
off, swapped, repeated or edited.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.sealing.envelope import NotOpened, Opener, seal

MAGIC = b"chafang-bundle 1\n"
PURPOSE = "bundle"
PIECE = 1024 * 1024
LARGEST_PIECE = 16 * PIECE
TAG = 16
LONGEST_LINE = 4096


class BundleNotOurs(Exception):
    """The file is no bundle, or was sealed to another office."""


class BundleDamaged(Exception):
    """The file was cut off or edited."""


def open_bundle(opener: Opener, sealed: IO[bytes], plain: IO[bytes]) -> None:
    """Write what a bundle holds; when this raises, nothing written may be used.

    Raises BundleNotOurs, BundleDamaged.
    """
    head, told = _head(sealed)
    try:
        secret = opener.open(PURPOSE, str(told["key"]))
    except NotOpened as error:
        raise BundleNotOurs from error
    cipher, about = AESGCM(secret), hashlib.sha256(head).digest()
    for number, piece, is_last in _pieces(sealed, _size(told)):
        try:
            plain.write(cipher.decrypt(_nonce(number, last=is_last), piece, about))
        except InvalidTag as error:
            raise BundleDamaged from error


def seal_bundle(public: str, plain: IO[bytes], sealed: IO[bytes]) -> None:
    """Seal a file as a phone does."""
    secret = secrets.token_bytes(32)
    told = {"key": seal(public, PURPOSE, secret), "piece": PIECE}
    head = MAGIC + json.dumps(told, separators=(",", ":")).encode() + b"\n"
    sealed.write(head)
    cipher, about = AESGCM(secret), hashlib.sha256(head).digest()
    sealed.writelines(
        cipher.encrypt(_nonce(number, last=is_last), piece, about)
        for number, piece, is_last in _pieces(plain, PIECE)
    )


def _head(sealed: IO[bytes]) -> tuple[bytes, dict[str, object]]:
    magic, line = sealed.readline(len(MAGIC)), sealed.readline(LONGEST_LINE)
    if magic != MAGIC:
        raise BundleNotOurs
    try:
        told = json.loads(line)
    except ValueError as error:
        raise BundleDamaged from error
    if not isinstance(told, dict) or "key" not in told:
        raise BundleDamaged
    return magic + line, told


def _size(told: dict[str, object]) -> int:
    piece = told.get("piece")
    if not isinstance(piece, int) or not 0 < piece <= LARGEST_PIECE:
        raise BundleDamaged
    return piece + TAG


def _pieces(source: IO[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Count pieces and say which is the last; an empty file is one empty piece."""
    number, piece = 0, source.read(size)
    while True:
        following = source.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
