"""A column of an import, by Chinese and English names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: our name, the names people give it, and what the template says."""

    name: str
    chinese: str
    hint: str
    example: str
    also: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, str] | None = None
