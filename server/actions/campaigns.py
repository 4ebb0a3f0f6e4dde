"""Campaigns: opened with a region, a number prefix, a taxonomy and settings."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events, taxonomy
from server.actions.access import Actor
from server.actions.settings import SETTINGS
from server.actions.taxonomy import Category
from server.errors import BadInput, Conflict
from server.models import Campaign
from server.models.place import DIGITS

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
PREFIX = re.compile(r"[A-Z0-9]{2,16}")


class CampaignCodeTaken(Conflict):
    """Another campaign has this code."""

    code = "campaign_code_taken"


class BadCampaign(BadInput):
    """A code, prefix, region or date that a campaign cannot have."""

    code = "campaign_bad"


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign is opened with."""

    code: str
    name: str
    #: Heads the numbers of its findings: JF26-371424-20260312-0001.
    number_prefix: str
    #: The region whose places it covers, 12 digits.
    region_code: str
    starts_on: date | None = None
    ends_on: date | None = None


def default_settings() -> dict[str, Any]:
    """Give the settings a campaign begins with; all are assumptions to be set."""
    asked = ("days", "parameters", "plan_bases", "distance_m")
    return {key: SETTINGS[key].read(SETTINGS[key].default) for key in asked}


def create(
    session: Session,
    actor: Actor,
    new: NewCampaign,
    categories: tuple[Category, ...] = taxonomy.DEMO,
) -> Campaign:
    """Open a campaign; raises BadCampaign, CampaignCodeTaken."""
    _check(new)
    if session.scalar(select(Campaign.id).where(Campaign.code == new.code)):
        raise CampaignCodeTaken(campaign=new.code)
    campaign = Campaign(
        code=new.code,
        name=new.name.strip(),
        number_prefix=new.number_prefix,
        room=secrets.token_hex(12),
        region_code=new.region_code,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        settings=default_settings(),
    )
    session.add(campaign)
    session.flush()
    taxonomy.replace(session, campaign, categories)
    events.record(session, actor, campaign, "campaign.create", code=new.code)
    return campaign


def _check(new: NewCampaign) -> None:
    """Refuse what would not do as a code, a heading of numbers or a place."""
    fits = {
        "code": CODE.fullmatch(new.code),
        "name": 0 < len(new.name.strip()) <= 120,
        "number_prefix": PREFIX.fullmatch(new.number_prefix),
        "region_code": _is_code(new.region_code),
        "ends_on": not (new.starts_on and new.ends_on) or new.starts_on <= new.ends_on,
    }
    for field, fine in fits.items():
        if not fine:
            value = getattr(new, field)
            raise BadCampaign(f"campaign_bad_{field}", field=field, value=value)


def _is_code(code: str) -> bool:
    return len(code) == max(DIGITS.values()) and code.isascii() and code.isdigit()
