"""Renaming: what something was called stays known, until the moment it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.db import now
from server.models import Campaign, FormerName, Named


@dataclass(frozen=True, slots=True)
class Renamed:
    """One thing that is called something else from now on."""

    kind: Named
    code: str
    before: str
    after: str


def keep(session: Session, campaign: Campaign, renamed: Iterable[Renamed]) -> None:
    """Keep the names that end now, so that a past ledger can still be read."""
    at = now()
    session.add_all(
        FormerName(
            campaign_id=None if one.kind is Named.REGION else campaign.id,
            kind=one.kind,
            code=one.code,
            name=one.before,
            until=at,
        )
        for one in renamed
        if one.before != one.after
    )
