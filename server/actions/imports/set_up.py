"""The set-up of a campaign by file: each row behind those of its kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from server.actions.imports.plan import Plan
from server.actions.imports.rows import ArrangementRow
from server.models import Arrangement, Campaign


def bring(session: Session, campaign: Campaign, plan: Plan) -> None:
    """Write the parts of a set-up that a plan adds and changes."""
    held = {(one.kind, one.name): one for one in _there(session, campaign)}
    last = Counter(kind for kind, _name in held)
    for row in [*plan.adds, *(change.after for change in plan.changes)]:
        if not isinstance(row, ArrangementRow):
            continue
        one = held.get((row.kind, row.name))
        if one is None:
            last[row.kind] += 1
            one = Arrangement(campaign_id=campaign.id, position=last[row.kind])
            session.add(one)
        for name, value in _values(row).items():
            setattr(one, name, value)
    session.flush()


def _there(session: Session, campaign: Campaign) -> list[Arrangement]:
    return list(session.scalars(Arrangement.of(campaign.id)))


def _values(row: ArrangementRow) -> dict[str, object]:
    days = {
        name: date.fromisoformat(told) if told else None
        for name, told in (("from_on", row.from_on), ("to_on", row.to_on))
    }
    return {**asdict(row), **days}
