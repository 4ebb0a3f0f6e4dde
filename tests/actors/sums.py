"""The same count by county, by category and by team (domain study §2.3, I4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.models import Campaign, IssueCategory, Region, Team
from server.reports.filters import LedgerFilter


def count(
    session: Session, actor: Actor, campaign: Campaign, chosen: LedgerFilter
) -> int:
    """Count the rows of a ledger as the database does."""
    rows = chosen.select(actor, campaign).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def by_each(
    session: Session, actor: Actor, campaign: Campaign, chosen: LedgerFilter
) -> dict[str, int]:
    """Add up what each county, category and team gives, asked one by one."""
    counties = session.scalars(select(Region.code).where(Region.level == "county"))
    categories = session.scalars(IssueCategory.of(campaign.id))
    teams = session.scalars(select(Team.code).where(Team.campaign_id == campaign.id))
    parts = {
        "county": list(counties),
        "category": [one.code for one in categories],
        "team": list(teams),
    }
    return {
        name: sum(
            count(session, actor, campaign, _only(chosen, name, value))
            for value in values
        )
        for name, values in parts.items()
        if not getattr(chosen, name)
    }


def _only(chosen: LedgerFilter, name: str, value: str) -> LedgerFilter:
    told: dict[str, Any] = {name: value}
    return replace(chosen, **told)
