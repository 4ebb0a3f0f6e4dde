"""A selection of the ledger, as the page shows it before it is assigned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.life import due, stages
from server.db import now
from server.models import Campaign, Finding, Unit

#: As many as one page of the ledger shows.
MOST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the selection: whether it can be assigned, to whom, and until when."""

    finding: Finding
    unit: Unit | None
    leads_on: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Page:
    """The selection."""

    chosen: tuple[Chosen, ...]
    today: date

    @property
    def ready(self) -> int:
        """How many can be assigned."""
        return sum(one.leads_on and one.unit is not None for one in self.chosen)


def read(session: Session, campaign: Campaign, findings: Sequence[Finding]) -> Page:
    """Read to whom each of a selection would go."""
    ids = {one.responsible_unit_id for one in findings} - {None}
    known = session.scalars(select(Unit).where(Unit.id.in_(ids)))
    units = {unit.id: unit for unit in known}
    at = now()
    return Page(
        tuple(
            Chosen(
                one,
                units.get(one.responsible_unit_id or 0),
                stages.leads_on(one.status, "assign"),
                due.first_due(campaign.settings, one.severity, one.days, at),
            )
            for one in findings
        ),
        due.today(at),
    )
