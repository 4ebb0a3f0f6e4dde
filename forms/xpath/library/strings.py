"""Text."""

import base64
import binascii
import hashlib
import math
import re
from functools import lru_cache
from typing import Any

from forms.xpath.library.function import MANY, Function
from forms.xpath.values import Value, number, text, texts

LONGEST_SEARCHED = 20_000

_DIGESTS = {
    "md5": "md5",
    "sha-1": "sha1",
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
}


def _string(context: Any, value: Value = None) -> str:
    return text([context.context_node] if value is None else value)


def _length(context: Any, value: Value = None) -> float:
    return float(len(_string(context, value)))


def _joined(_: Any, separator: Value, *values: Value) -> str:
    return text(separator).join(one for value in values for one in texts(value))


def _part(_: Any, value: Value, start: Value, end: Value = None) -> str:
    """Cut by ODK's `substr`: from 0, the end excluded, negatives from the back."""
    whole = text(value)
    first, last = number(start), len(whole) if end is None else number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return whole[_index(first, len(whole)) : _index(last, len(whole))]


def _index(at: float, length: int) -> int:
    counted = length + at if at < 0 else at
    return int(min(max(0.0, counted), length))


def _before(_: Any, value: Value, mark: Value) -> str:
    found, seam, _after = text(value).partition(text(mark))
    return found if seam else ""


def _after(_: Any, value: Value, mark: Value) -> str:
    return text(value).partition(text(mark))[2] if text(mark) else text(value)


def _translated(_: Any, value: Value, old: Value, new: Value) -> str:
    into = text(new)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(text(old)):
        table.setdefault(ord(letter), into[place] if place < len(into) else None)
    return text(value).translate(table)


@lru_cache(maxsize=512)
def _pattern(written: str) -> re.Pattern[str] | None:
    try:
        return re.compile(written)
    except (re.error, RecursionError, OverflowError):
        return None


def _matches(_: Any, value: Value, pattern: Value) -> bool:
    """Tell whether the whole text matches, as Collect has it; never a part of it."""
    searched = text(value)
    compiled = _pattern(text(pattern))
    if compiled is None or len(searched) > LONGEST_SEARCHED:
        return False
    return compiled.fullmatch(searched) is not None


def _digest(_: Any, value: Value, method: Value, encoding: Value = "base64") -> str:
    name = _DIGESTS.get(text(method).strip().lower())
    if name is None:
        return ""
    digest = hashlib.new(name, text(value).encode(), usedforsecurity=False).digest()
    if text(encoding).strip().lower() == "hex":
        return digest.hex()
    return base64.b64encode(digest).decode()


def _base64_decoded(_: Any, value: Value) -> str:
    try:
        return base64.b64decode(text(value)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


FUNCTIONS = {
    "string": Function(_string, 0, 1),
    "string-length": Function(_length, 0, 1),
    "concat": Function(lambda _, *values: _joined(_, "", *values), 1, MANY),
    "join": Function(_joined, 2, MANY),
    "substr": Function(_part, 2, 3),
    "substring-before": Function(_before, 2, 2),
    "substring-after": Function(_after, 2, 2),
    "contains": Function(lambda _, a, b: text(b) in text(a), 2, 2),
    "starts-with": Function(lambda _, a, b: text(a).startswith(text(b)), 2, 2),
    "ends-with": Function(lambda _, a, b: text(a).endswith(text(b)), 2, 2),
    "normalize-space": Function(lambda c, *v: " ".join(_string(c, *v).split()), 0, 1),
    "translate": Function(_translated, 3, 3),
    "regex": Function(_matches, 2, 2),
    "digest": Function(_digest, 2, 3),
    "base64-decode": Function(_base64_decoded, 1, 1),
}
