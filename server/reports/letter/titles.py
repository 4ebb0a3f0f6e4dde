"""Titles that break where they read well, into lines of nearly one length.

GB/T 9704-2012 asks for lines whose words are whole, set in the middle like a trapezium.
"""

from __future__ import annotations

from collections.abc import Iterator

#: As many characters of a title stand in one line.
ROOM = 20
OPENING, CLOSING = "“‘（《〈〔【(", "”’）》〉〕】)"
#: What does not begin a line, and what reads well at its end.
NOT_FIRST, LAST = CLOSING + "、，。；：！？", "的和与及、，；："
#: What breaking at a place costs, beside how unlike the lines are.
GOOD, FAIR, POOR, INSIDE = 0, 4, 9, 12


def broken(*parts: str) -> str:
    """Put a title into one line, or into lines that end where a part or a word does."""
    told = [line for part in parts for line in part.split("\n")]
    whole = "".join(told)
    if len(whole) <= ROOM:
        return whole
    return "\n".join(line for one in told for line in _lines(one))


def _lines(part: str) -> Iterator[str]:
    if len(part) <= ROOM:
        yield part
        return
    least = -(-len(part) // ROOM)
    wide = -(-len(part) // least)
    ends = range(max(1, wide - ROOM // 4), min(ROOM, len(part) - 1) + 1)
    end = min(ends, key=lambda place: _cost(part, place) + abs(place - wide))
    yield part[:end]
    yield from _lines(part[end:])


def _cost(part: str, place: int) -> int:
    """Say how ill it reads when a line ends before this place."""
    before, after = part[place - 1], part[place]
    if after in NOT_FIRST or before in OPENING or _is_one_word(before, after):
        return ROOM
    if after in OPENING or before in CLOSING:
        return GOOD
    if _is_inside(part[:place]):
        return INSIDE
    return FAIR if before in LAST else POOR


def _is_one_word(before: str, after: str) -> bool:
    return all(one.isascii() and one.isalnum() for one in (before, after))


def _is_inside(text: str) -> bool:
    """Say whether quotes or brackets are open."""
    pairs = zip(OPENING, CLOSING, strict=True)
    return any(text.count(one) > text.count(other) for one, other in pairs)
