"""Where a reader stands in the feed of changes: an opaque cursor.

The feed is ordered by the campaign's counter. An *epoch* names one history of
one database; after a restore from backup the epoch is new and every reader
starts again, for the numbers of the old history mean nothing in the new one.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Self

from sync.errors import BadCursor

_WRITTEN = re.compile(r"1 ([A-Za-z0-9_-]{1,64}) (0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to and including ``seq`` of this ``epoch`` is known."""

    epoch: str
    seq: int

    def encode(self) -> str:
        """Write it as text that is safe in an address."""
        written = f"1 {self.epoch} {self.seq}"
        return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Self:
        """Read a cursor; raises BadCursor."""
        found = _WRITTEN.fullmatch(_plain(text))
        if found is None:
            raise BadCursor
        return cls(found[1], int(found[2]))


def resume(text: str | None, epoch: str) -> int:
    """Say after which number of this epoch to go on; 0 is from the beginning.

    No cursor, a cursor that is not ours and one of another epoch start again.
    """
    if text is None:
        return 0
    try:
        cursor = Cursor.decode(text)
    except BadCursor:
        return 0
    return cursor.seq if cursor.epoch == epoch else 0


def _plain(text: str) -> str:
    try:
        padded = text + "=" * (-len(text) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        raise BadCursor from None
