"""A page of a long list: which rows, how many, and what comes before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a list that a page shows."""

    total: int
    number: int
    size: int

    @classmethod
    def read(cls, query: Mapping[str, str], total: int) -> Slice:
        """Read page and size from the address; nonsense means the first page."""
        wanted = _whole(query.get("size", ""))
        size = wanted if wanted in SIZES else SIZES[0]
        last = max(1, -(-total // size))
        return cls(total, min(max(1, _whole(query.get("page", ""))), last), size)

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first row shown; 0 when there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.offset + self.size, self.total)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
