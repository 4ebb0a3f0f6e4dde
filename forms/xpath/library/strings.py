"""Text."""

import base64
import binascii
import hashlib
import math
import secrets
import uuid
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forms.errors import ExpressionError
from forms.xpath.library.function import MANY, Function
from forms.xpath.library.patterns import matches
from forms.xpath.running import around, spend
from forms.xpath.values import Value, number, text, texts

LONGEST = 1_000_000
SIGNATURE = 64

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
    parts = [one for value in values for one in texts(value)]
    between = text(separator)
    length = sum(map(len, parts)) + len(between) * max(0, len(parts) - 1)
    if length > LONGEST:
        raise ExpressionError("expression_large", limit=LONGEST)
    spend(length // 100)
    return between.join(parts)


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


def _cut(_: Any, value: Value, start: Value, length: Value = None) -> str:
    """Cut by XPath's `substring`: from 1, so many characters, halves rounded up."""
    whole, first = text(value), _half_up(number(start))
    last = math.inf if length is None else first + _half_up(number(length))
    return "".join(c for at, c in enumerate(whole, start=1) if first <= at < last)


def _half_up(value: float) -> float:
    return math.floor(value + 0.5) if math.isfinite(value) else value


def _random_id(_: Any, length: Value = None) -> str:
    """Make a UUID, or so many random characters."""
    if length is None:
        return str(uuid.uuid4())
    wanted = number(length)
    count = int(min(wanted, LONGEST)) if wanted > 0 else 0
    return secrets.token_hex(count)[:count]


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


def _text_of_form(key: str) -> str:
    return around.get().form.texts.get(key, "")


def _extracted(_: Any, signed: Value, key: Value) -> str:
    """Give the message that a key has signed; nothing when it has not."""
    try:
        whole = base64.b64decode(text(signed), validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(text(key)))
        public.verify(whole[:SIGNATURE], whole[SIGNATURE:])
    except (InvalidSignature, ValueError):
        return ""
    return whole[SIGNATURE:].decode("utf-8", "replace")


FUNCTIONS = {
    "string": Function(_string, 0, 1),
    "string-length": Function(_length, 0, 1),
    "concat": Function(lambda _, *values: _joined(_, "", *values), 0, MANY),
    "join": Function(_joined, 2, MANY),
    "substr": Function(_part, 2, 3),
    "substring-before": Function(_before, 2, 2),
    "substring-after": Function(_after, 2, 2),
    "contains": Function(lambda _, a, b: text(b) in text(a), 2, 2),
    "starts-with": Function(lambda _, a, b: text(a).startswith(text(b)), 2, 2),
    "ends-with": Function(lambda _, a, b: text(a).endswith(text(b)), 2, 2),
    "normalize-space": Function(lambda c, *v: " ".join(_string(c, *v).split()), 0, 1),
    "translate": Function(_translated, 3, 3),
    "substring": Function(_cut, 2, 3),
    "regex": Function(lambda _, a, b: matches(text(a), text(b)), 2, 2),
    "uuid": Function(_random_id, 0, 1),
    "extract-signed": Function(_extracted, 2, 2),
    "version": Function(lambda _: around.get().form.version, 0, 0),
    "property": Function(lambda _, _name: "", 1, 1),
    "jr:itext": Function(lambda _, key: _text_of_form(text(key)), 1, 1),
    "digest": Function(_digest, 2, 3),
    "base64-decode": Function(_base64_decoded, 1, 1),
}
