"""What waits for this person's verification: findings whose next level is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due, stages, verification
from server.console.pages import places
from server.console.pages.listing import Slice
from server.db import now
from server.models import Campaign, Finding, Role, Unit

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Verifying:
    """How many findings wait for this person, and those that wait longest."""

    total: int
    first: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding that waits, with what a verifier asks first."""

    finding: Finding
    place: str
    unit: str
    #: The level whose turn it is.
    level: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Page:
    """All that waits for this person, the longest waiting first."""

    lines: Sequence[Line]
    slice: Slice
    today: date


def read(session: Session, actor: Actor, campaign: Campaign) -> Verifying | None:
    """Read what waits to be verified; None for who is no verifier."""
    if not verifies(actor, campaign):
        return None
    first = session.scalars(_sorted(actor, campaign).limit(SHOWN)).all()
    return Verifying(count(session, actor, campaign), first)


def verifies(actor: Actor, campaign: Campaign) -> bool:
    """Say whether verifying is this person's work here."""
    return any(
        held.role == Role.VERIFIER
        for held in actor.held
        if held.campaign_id == campaign.id
    )


def page(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read a page of all that waits for this person."""
    part = Slice.read(query, count(session, actor, campaign))
    chosen = _sorted(actor, campaign).offset(part.offset).limit(part.size)
    rows = session.execute(
        chosen.outerjoin(Unit, Unit.id == Finding.responsible_unit_id).add_columns(
            Unit.name, Unit.short_name
        )
    ).all()
    known = places.names(session, (row[0].region_code for row in rows))
    levels, today = verification.levels(campaign), due.today(now())
    lines = [
        Line(
            one,
            places.short(known, one.region_code),
            short or name or "",
            stages.next_level(levels, one.verified_level) or "",
            due.is_overdue(one.status, one.due_on, today),
        )
        for one, name, short in rows
    ]
    return Page(lines, part, today)


def count(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count what waits for this person."""
    chosen = _waiting(actor, campaign)
    counted = chosen.with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counted) or 0


def _sorted(actor: Actor, campaign: Campaign) -> Select[Finding]:
    return _waiting(actor, campaign).order_by(Finding.reported_at, Finding.id)


def _waiting(actor: Actor, campaign: Campaign) -> Select[Finding]:
    """Select the findings whose next level is one of this person's."""
    seen = access.to_verify(actor, campaign, verification.turns(campaign))
    return seen.where(Finding.status.in_(stages.TO_VERIFY))
