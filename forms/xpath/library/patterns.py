"""Authors' patterns: matched as a whole, for a while and no longer."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import regex

from forms.errors import ExpressionError
from forms.xpath.running import spend

LONGEST_PATTERN = 1_000
LONGEST_SEARCHED = 20_000
LARGEST = 20_000
"""How many characters a pattern may stand for, its counted repeats written out."""
PATIENCE_S = 0.1
MOMENT_S = 0.0001
"""What no well-written pattern takes: those count the same on any machine."""
MOMENT = 200
"""What such a moment costs: 2,000,000 steps are about a second."""

_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*),?(\d*)\}|\(|\)|.", re.DOTALL
)


def matches(searched: str, pattern: str) -> bool:
    """Tell whether the whole text matches, as Collect has it; never a part of it.

    Raises ExpressionError for a pattern that takes too long on this text.
    """
    with _timed():
        compiled = _pattern(pattern)
        if compiled is None or len(searched) > LONGEST_SEARCHED:
            return False
        try:
            return compiled.fullmatch(searched, timeout=PATIENCE_S) is not None
        except TimeoutError as error:
            raise ExpressionError("expression_pattern_slow", text=pattern) from error


@contextmanager
def _timed() -> Iterator[None]:
    """Charge for the time it takes: nobody can count a pattern's steps."""
    began = time.thread_time()
    try:
        yield
    finally:
        spend(int((time.thread_time() - began) / MOMENT_S) * MOMENT)


@lru_cache(maxsize=512)
def _pattern(written: str) -> "regex.Pattern[str] | None":
    return None if complaint(written) else regex.compile(written)


def complaint(written: str) -> str:
    """Say what is wrong with a pattern; nothing when it can be used.

    Counted repeats within counted repeats are measured before anything compiles
    them: `((a{1000}){1000}){1000}` would eat the machine.
    """
    if len(written) > LONGEST_PATTERN:
        return f"more than {LONGEST_PATTERN} characters"
    if _size(written) > LARGEST:
        return f"stands for more than {LARGEST} characters"
    try:
        regex.compile(written)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        return str(error)
    return ""


def _size(written: str) -> int:
    """Count the characters of a pattern with its counted repeats written out."""
    open_groups, last = [0], 0
    for piece in _PIECE.finditer(written):
        what = piece.group(0)
        if what == "(":
            open_groups.append(0)
            last = 0
        elif what == ")":
            last = open_groups.pop() if len(open_groups) > 1 else 0
            open_groups[-1] += last
        elif piece.group(1) is not None:
            more = last * (int(piece.group(2) or piece.group(1) or 1) or 1) - last
            open_groups[-1] += more
            last += more
        else:
            last = 1
            open_groups[-1] += 1
    return sum(open_groups)
