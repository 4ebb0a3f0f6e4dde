"""What came in: the same whichever client sent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Any

from forms.definition import FormDefinition
from forms.instance import DeclaredFile, Instance, declared_files, finished_at, value
from forms.regions import REGION_LIST
from server.actions.forms import Published
from server.models import Lateness


@dataclass(frozen=True, slots=True)
class Announced:
    """What a phone's manifest says of a file before its bytes come."""

    name: str
    sha256: str
    size: int
    mime: str = ""
    captured_at: datetime | None = None
    source: str = "unknown"
    gps: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file whose bytes are in the store."""

    name: str
    sha256: str
    size: int
    mime: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A submission on arrival: its answers, what it announces, what it brings."""

    instance: Instance
    version: Published
    definition: FormDefinition
    xml_sha256: str
    late: Lateness
    received_at: datetime
    announced: Mapping[str, Announced] = field(default_factory=dict)
    arrived: tuple[Arrived, ...] = ()
    device_time: datetime | None = None

    def named(self) -> tuple[DeclaredFile, ...]:
        """List the files that the answers name."""
        return declared_files(self.definition, self.instance)

    def answer(self, name: str) -> str:
        """Read an answer by its question's name; empty when absent."""
        return value(self.instance, name) or ""

    def region_code(self) -> str | None:
        """Find the lowest region that was chosen."""
        chosen = [
            self.answer(question.name)
            for question in self.definition.questions
            if question.list_file == REGION_LIST and question.repeat is None
        ]
        codes = [code for code in chosen if len(code) == 12 and code.isdecimal()]
        return codes[-1] if codes else None

    def finished_at(self) -> datetime:
        """Tell when it was filled by its own account, else when it came.

        A phone whose clock is years off says so through ``clock_offset``.
        """
        told = finished_at(self.definition, self.instance)
        claims = (claim for claim in (told, self.device_time) if claim is not None)
        return next(filter(_on_calendar, claims), self.received_at)

    def clock_offset(self) -> int | None:
        """Tell how many seconds the phone's clock was ahead when it sent."""
        if self.device_time is None:
            return None
        offset: timedelta = self.device_time - self.received_at
        return max(-(2**31), min(2**31 - 1, round(offset.total_seconds())))


def _on_calendar(moment: datetime) -> bool:
    """Say whether the moment has a day in every zone of the earth."""
    return MINYEAR < moment.year < MAXYEAR
