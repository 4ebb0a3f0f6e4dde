"""Units to pick from: the proposed one first, then what fits the words typed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.models import Campaign, Unit
from server.models.place import ancestors

MOST = 30


def search(
    session: Session, campaign: Campaign, words: str, region_code: str
) -> Sequence[Unit]:
    """Find units by name, short name or code; those of the region come first."""
    text = words.strip()[:60]
    chosen = select(Unit).where(Unit.campaign_id == campaign.id)
    if text:
        fits = (Unit.name, Unit.short_name, Unit.code)
        chosen = chosen.where(or_(*(f.icontains(text, autoescape=True) for f in fits)))
    elif region_code:
        chosen = chosen.where(Unit.region_code.in_(_around(region_code)))
    near = Unit.region_code.startswith(region_code[:6] or "-", autoescape=True)
    ordered = chosen.order_by(near.desc(), Unit.region_code, Unit.code)
    return session.scalars(ordered.limit(MOST)).all()


def _around(code: str) -> list[str]:
    return ancestors(code) if len(code) == len("371400000000") else [code]
