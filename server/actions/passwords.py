"""Passwords: made readable, kept as argon2id (19 MiB, 2 passes, 1 lane)."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.errors import BadInput

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: The hash of a password that nobody knows: unknown logins cost the same time.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$DDDDDDDDDDDDDDDDDDDDDA"
    "$DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDA"
)
SHORTEST, LONGEST = 10, 200
CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeiou"


class PasswordLength(BadInput):
    """A chosen password is too short to be safe, or too long to be meant."""

    code = "password_length"


def make() -> str:
    """Make a random password that can be read out (57 bits): kabo-tumi-reso-vuda-97."""
    words = ["".join(_syllable() + _syllable()) for _ in range(4)]
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


def hashed(password: str) -> str:
    """Hash a password; slow on purpose, so never while the pen is held."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordLength(shortest=SHORTEST, longest=LONGEST)
    return HASHER.hash(password)


def fits(password: str, password_hash: str) -> bool:
    """Tell whether the password is the one; an empty hash costs the same time."""
    try:
        return HASHER.verify(password_hash or NOBODY, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
