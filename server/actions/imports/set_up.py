"""The set-up of a campaign by file: each row behind those of its kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.actions.arrangements import HOUSES
from server.actions.imports.plan import Plan
from server.actions.imports.rows import ArrangementRow
from server.models import Arrangement, Campaign, ImportBatch


def bring(session: Session, campaign: Campaign, plan: Plan) -> None:
    """Write the parts of a set-up that a plan adds and changes."""
    told = [*plan.adds, *(change.after for change in plan.changes)]
    rows = [row for row in told if isinstance(row, ArrangementRow)]
    # Houses before members: a member names its own by its row.
    _write(session, campaign, [row for row in rows if not row.part_of])
    _write(session, campaign, [row for row in rows if row.part_of])


def take(session: Session, campaign: Campaign, batch: ImportBatch) -> None:
    """Delete what an import added, members with their groups."""
    added = {(row["kind"], row["name"], row.get("part_of", "")) for row in batch.added}
    there = _there(session, campaign)
    houses = {one.id: one.name for one in there}
    gone = [
        one.id
        for one in there
        if (one.kind, one.name, houses.get(one.part_of_id or 0, "")) in added
    ]
    session.execute(delete(Arrangement).where(Arrangement.id.in_(gone)))


def _write(session: Session, campaign: Campaign, rows: list[ArrangementRow]) -> None:
    there = _there(session, campaign)
    houses = {one.name: one.id for one in there if one.kind in HOUSES}
    held = {(one.kind, one.name, one.part_of_id): one for one in there}
    last = Counter(one.kind for one in there)
    for row in rows:
        house = houses[row.part_of] if row.part_of else None
        one = held.get((row.kind, row.name, house))
        if one is None:
            last[row.kind] += 1
            one = Arrangement(campaign_id=campaign.id, position=last[row.kind])
            session.add(one)
        one.part_of_id = house
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
    told = {name: one for name, one in asdict(row).items() if name != "part_of"}
    return {**told, **days}
