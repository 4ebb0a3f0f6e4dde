"""What a workbook of rules brings for a form that stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.rule import Rule


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook brings; None for what it says nothing about."""

    rules: tuple[Rule, ...] | None
    parameters: Mapping[str, str | float] | None
    lists: Mapping[str, bytes]
