"""What the codes in a filter are called, as a title or a chip says them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.models import Campaign, IssueCategory, Region, Team, Unit
from server.reports.vocabulary import NOWHERE, STATUSES, UNSAID, Language


def states(wanted: str, language: Language) -> str:
    """Name one state or several, with commas between them."""
    mark = "、" if language == "zh" else ", "
    return mark.join(STATUSES[one][language] for one in wanted.split(",") if one)


def region_name(session: Session, code: str, language: Language) -> str:
    """Name a region; what lies in no county has a name too."""
    if code == UNSAID:
        return NOWHERE[language]
    region = session.get(Region, code) if code else None
    return region.name if region else code


def category_name(session: Session, campaign: Campaign, code: str) -> str:
    """Name a category or an aspect, with its code."""
    for category in session.scalars(IssueCategory.of(campaign.id)) if code else ():
        if category.code == code:
            return f"{code} {category.name}"
        if category.aspect_code == code:
            return f"{code} {category.aspect_name}"
    return code


def team_name(session: Session, actor: Actor, campaign: Campaign, code: str) -> str:
    """Name a team that the actor may see; of another, only the code."""
    named = access.teams(actor, campaign).where(Team.code == code)
    return (session.scalar(named.with_only_columns(Team.name)) or code) if code else ""


def unit_name(session: Session, campaign: Campaign, code: str) -> str:
    """Name a unit."""
    named = select(Unit.name).where(Unit.campaign_id == campaign.id, Unit.code == code)
    return (session.scalar(named) or code) if code else ""
