"""What may be written about a clue where others than clue officers read it."""

from __future__ import annotations

import re
import unicodedata

from server.errors import BadInput, Incomplete

LONGEST = 4000
#: What stands in the place of a number that says who somebody is.
COVERED = "［号码已隐去］"
#: As the forms refuse them: an identity number, and a mobile phone's.
IDENTITY = re.compile(r"[0-9]{17}[0-9Xx]")
PHONE = re.compile(r"1[3-9][0-9]{9}")
#: What people put between the digits of a number.
BETWEEN = re.compile(r"(?<=[0-9])[ \-‐-―·.](?=[0-9])")


def clean(words: str, longest: int = LONGEST) -> str:
    """Give the words without their margins; raises BadInput for whose numbers stand in.

    Full-width digits, and digits with blanks or dashes between them, are numbers too.
    """
    plain = _plain(words)
    if IDENTITY.search(plain):
        raise BadInput("clue_identity_number")
    if PHONE.search(plain):
        raise BadInput("clue_phone_number")
    return words.strip()[:longest]


def needed(words: str, missing: str, longest: int = LONGEST) -> str:
    """Give the words; raises Incomplete by name where there are none, and BadInput."""
    if not words.strip():
        raise Incomplete(missing)
    return clean(words, longest)


def covered(words: str) -> tuple[str, int]:
    """Cover such numbers in words that came from elsewhere; answer how many."""
    if not (IDENTITY.search(_plain(words)) or PHONE.search(_plain(words))):
        return words.strip(), 0
    text, ids = IDENTITY.subn(COVERED, _plain(words))
    text, phones = PHONE.subn(COVERED, text)
    return text.strip(), ids + phones


def _plain(words: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", words))
