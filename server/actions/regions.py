"""Regions: whether a code names a place of the campaign."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.errors import BadInput
from server.models import Campaign, Region
from server.models.place import prefix


def inside(session: Session, campaign: Campaign, code: str) -> str:
    """Give back the code of a place within the campaign's own; raises BadInput."""
    own = code.startswith(prefix(campaign.region_code))
    if not own or session.get(Region, code) is None:
        raise BadInput("region_unknown", region=code[:12])
    return code
