"""A finding rule: when these answers are given, a problem is proposed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleBasis:
    """What a rule rests on, and the days on which that is in force.

    Without any date a basis belongs to the campaign's plan and lives as long.
    """

    title: str
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def dated(self) -> bool:
        """Tell whether the basis has days of its own."""
        return self.effective_from is not None or self.effective_to is not None

    def covers(self, day: date) -> bool:
        """Tell whether the basis is in force on a day, both ends included."""
        started = self.effective_from is None or self.effective_from <= day
        return started and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the `findings` sheet, in which it stands at `row`."""

    rule: str
    each: str
    dedupe: str
    when: str
    category: str
    severity: str
    responsible: str
    instrument: str
    days: int | None
    title: str
    bases: tuple[RuleBasis, ...]
    origin: str
    evidence: tuple[str, ...]
    row: int
