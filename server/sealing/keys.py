"""The key pair of the office: made once, in the data folder, read by nobody else."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from server.sealing.envelope import CURVE, Opener

FILE = "sealing-key.pem"


def office_key(folder: Path) -> Opener:
    """Read the key pair of this data folder, or make it; durable when this returns."""
    place = folder / FILE
    if not place.exists():
        _make(place)
    key = load_pem_private_key(place.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{place} holds no key of ours.")
    return Opener(key)


def _make(place: Path) -> None:
    """Lay a new key down; whoever comes second keeps the first one's."""
    pem = ec.generate_private_key(CURVE).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    beside = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(pem)
        opened.flush()
        os.fsync(opened.fileno())
    with suppress(FileExistsError):
        os.link(beside, place)
    beside.unlink()
    _sync(place.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
