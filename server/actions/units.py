"""Units: found by key, and which one a form's text most likely means."""

from __future__ import annotations

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.errors import NotFound
from server.models import Campaign, Unit
from server.models.place import prefix

#: Below this likeness no match is proposed; a person picks from the list.
LIKELY = 78


def proposed(
    session: Session, campaign_id: int, text: str, region_code: str | None
) -> int | None:
    """Find the unit that a text names, in the county of the visit or above it."""
    wanted = text.strip()
    if not wanted:
        return None
    here = (region_code or "")[:6]
    # Asked for every candidate of a change, so read once in it.
    names: dict[int, str] = session.info.get((campaign_id, here)) or _names(
        session, campaign_id, here
    )
    session.info[campaign_id, here] = names
    best = process.extractOne(wanted, names, scorer=fuzz.WRatio, score_cutoff=LIKELY)
    return best[2] if best else None


def of_campaign(session: Session, campaign: Campaign, key: str) -> Unit:
    """Find a unit of a campaign; raises NotFound."""
    chosen = select(Unit).where(Unit.campaign_id == campaign.id, Unit.key == key)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def _names(session: Session, campaign_id: int, here: str) -> dict[int, str]:
    """Give names by unit id: the county's units, and those of the levels above."""
    rows = session.execute(
        select(Unit.id, Unit.name, Unit.region_code).where(
            Unit.campaign_id == campaign_id
        )
    )
    return {
        row.id: row.name
        for row in rows
        if not here
        or here.startswith(prefix(row.region_code)[:6])
        or row.region_code.startswith(here)
    }
