"""What comes again (顽疾): the same unit and category, found once more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.models import COUNTED, Finding


def recurring(found_on: Mapping[int, date]) -> set[int]:
    """Name those of like findings that were found after the day of the first."""
    first = min(found_on.values(), default=date.max)
    return {one for one, day in found_on.items() if day > first}


def renew(
    session: Session,
    actor: Actor,
    finding: Finding,
    unit_id: int | None,
    category_code: str,
) -> None:
    """Mark again what recurs among the counted ones of a unit and category.

    The finding itself is marked without an event: its step writes one afterwards.
    """
    session.flush()
    alike = select(Finding).where(
        Finding.campaign_id == finding.campaign_id,
        Finding.responsible_unit_id == unit_id,
        Finding.category_code == category_code,
        Finding.status.in_(COUNTED),
    )
    several = {one.id: one for one in session.scalars(alike.order_by(Finding.id))}
    again = recurring({key: one.found_on for key, one in several.items()})
    for key, one in several.items():
        if one.recurrent != (key in again):
            one.recurrent = key in again
            if one is not finding:
                events.record(session, actor, one, "finding.recurrence")
