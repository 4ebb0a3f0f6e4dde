"""A sealed text: anyone may make one, only the holder of the private key opens it.

``cf1.<key id>.<ephemeral public key>.<ciphertext>``, the parts in base64url. ECDH on
P-256, HKDF-SHA-256, AES-256-GCM; each has its own key, so the nonce is zero. The
purpose is part of the derivation: what was sealed for one is no good for another.
``tests/conformance/sealing.json`` holds this and the phone to the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MARK = "cf1"
CURVE = ec.SECP256R1()
POINT = 65
ZERO = bytes(12)


class NotOpened(Exception):
    """It was sealed to another key, for another purpose, or was changed."""


@dataclass(frozen=True, slots=True)
class Opener:
    """The private half of a key pair."""

    key: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> bytes:
        """The public half, as 65 bytes of an uncompressed point."""
        return _point(self.key.public_key())

    def open(self, purpose: str, text: str) -> bytes:
        """Open what was sealed to this key for this purpose; raises NotOpened."""
        mark, key_id, point, cipher = _parts(text)
        if mark != MARK or key_id != _id(self.public):
            raise NotOpened
        try:
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
            shared = self.key.exchange(ec.ECDH(), theirs)
            secret = _secret(shared, point + self.public, purpose)
            return AESGCM(secret).decrypt(ZERO, cipher, None)
        except (InvalidTag, ValueError) as error:
            raise NotOpened from error


def seal(public: str, purpose: str, plain: bytes) -> str:
    """Seal to the holder of a public key; raises NotOpened for no such key."""
    return seal_with(ec.generate_private_key(CURVE), public, purpose, plain)


def seal_with(
    ephemeral: ec.EllipticCurvePrivateKey, public: str, purpose: str, plain: bytes
) -> str:
    """Seal with a given ephemeral key, which must serve once only."""
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(public))
    except ValueError as error:
        raise NotOpened from error
    own = _point(ephemeral.public_key())
    shared = ephemeral.exchange(ec.ECDH(), theirs)
    secret = _secret(shared, own + _point(theirs), purpose)
    cipher = AESGCM(secret).encrypt(ZERO, plain, None)
    return ".".join((MARK, _id(_point(theirs)), text_of(own), text_of(cipher)))


def public_text(opener: Opener) -> str:
    """Write the public half of a key pair for phones."""
    return text_of(opener.public)


def text_of(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _parts(text: str) -> tuple[str, str, bytes, bytes]:
    parts = text.split(".")
    if len(parts) != 4:
        raise NotOpened
    mark, key_id, point, cipher = parts
    return mark, key_id, _bytes(point), _bytes(cipher)


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise NotOpened from error


def _id(point: bytes) -> str:
    return hashlib.sha256(point).hexdigest()[:16]


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _secret(shared: bytes, salt: bytes, purpose: str) -> bytes:
    info = f"chafang seal 1 {purpose}".encode()
    return HKDF(SHA256(), 32, salt, info).derive(shared)
