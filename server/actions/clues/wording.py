"""What may be written about a clue where others than clue officers read it."""

from __future__ import annotations

import re
import unicodedata

from server.errors import BadInput, Incomplete

LONGEST = 4000
#: What stands in the place of a number that says who somebody is.
COVERED = "［号码已隐去］"
#: A digit, of half or full width, and what people put between two of them.
DIGIT, GAP = "[0-9０-９]", "[\\s\\-‐-―−－·.．,，/／_\u200b-\u200f\u2060\ufeff]{0,3}"
#: As the forms refuse them: an identity number, and a mobile phone's.
IDENTITY = re.compile(f"{DIGIT}(?:{GAP}{DIGIT}){{16}}{GAP}[0-9０-９XxＸｘ]")
PHONE = re.compile(f"[1１]{GAP}[3-9３-９](?:{GAP}{DIGIT}){{9}}")
#: Alone in a number of an order, which has many digits: whose birthday stands in it.
BIRTHDAY = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
WHOSE = re.compile(f"(?<![0-9])[1-9][0-9]{{5}}{BIRTHDAY}[0-9]{{3}}[0-9Xx](?![0-9])")
CALLED = re.compile("(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def clean(words: str, longest: int = LONGEST) -> str:
    """Give the words without their margins; raises BadInput for whose numbers stand in.

    Full-width digits, and digits with blanks or dashes between them, are numbers too.
    """
    if IDENTITY.search(words):
        raise BadInput("clue_identity_number")
    if PHONE.search(words):
        raise BadInput("clue_phone_number")
    return within(words, longest)


def within(words: str, longest: int) -> str:
    """Give words without their margins; raises BadInput for too many characters."""
    kept = words.replace("\r\n", "\n").strip()
    if len(kept) > longest:
        raise BadInput("clue_words_long", most=longest, count=len(kept))
    return kept


def reference(number: str, longest: int) -> str:
    """Give the number under which a clue came; raises BadInput for a person's.

    A number of an order may be long: a person's is looked for as a whole only.
    """
    plain = unicodedata.normalize("NFKC", number)
    if WHOSE.search(plain):
        raise BadInput("clue_identity_number")
    if CALLED.search(plain):
        raise BadInput("clue_phone_number")
    return within(number, longest)


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
