"""What may be written about a clue where others than clue officers read it."""

from __future__ import annotations

import re

from server.errors import BadInput, Incomplete

LONGEST = 4000
#: What stands in the place of a number that says who somebody is.
COVERED = "［号码已隐去］"
#: A digit, of half or full width, and what people put between two of them.
DIGIT, GAP = "[0-9０-９]", "[ \\-‐-―·.]?"
#: As the forms refuse them: an identity number, and a mobile phone's.
IDENTITY = re.compile(f"{DIGIT}(?:{GAP}{DIGIT}){{16}}{GAP}[0-9０-９XxＸｘ]")
PHONE = re.compile(f"[1１]{GAP}[3-9３-９](?:{GAP}{DIGIT}){{9}}")


def clean(words: str, longest: int = LONGEST) -> str:
    """Give the words without their margins; raises BadInput for whose numbers stand in.

    Full-width digits, and digits with blanks or dashes between them, are numbers too.
    """
    if IDENTITY.search(words):
        raise BadInput("clue_identity_number")
    if PHONE.search(words):
        raise BadInput("clue_phone_number")
    return words.strip()[:longest]


def needed(words: str, missing: str, longest: int = LONGEST) -> str:
    """Give the words; raises Incomplete by name where there are none, and BadInput."""
    if not words.strip():
        raise Incomplete(missing)
    return clean(words, longest)


def covered(words: str) -> tuple[str, int]:
    """Cover such numbers in words that came from elsewhere; answer how many."""
    text, ids = IDENTITY.subn(COVERED, words)
    text, phones = PHONE.subn(COVERED, text)
    return text.strip(), ids + phones
