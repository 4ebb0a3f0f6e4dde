"""The sums that the office entered: what holds, what held before, what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access, bulletins
from server.actions.access import Actor
from server.console.pages import places, problems
from server.models import Campaign, OutcomeStat, Region, User
from server.models.place import ancestors

COLUMNS = ("problems", "persons", "sanctions")


@dataclass(frozen=True, slots=True)
class Gap:
    """Sums of a region that are not those of the regions in it."""

    whole: OutcomeStat
    parts: int
    sums: dict[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the page."""

    rows: Sequence[OutcomeStat]
    gaps: Sequence[Gap]
    regions: Sequence[Region]
    names: places.Names
    people: dict[int, User]
    period: tuple[date, date] | None
    may_import: bool


def read(session: Session, actor: Actor, campaign: Campaign) -> Page:
    """Read all that was entered of the regions that the actor looks over."""
    rows = session.scalars(access.outcomes(actor, campaign)).all()
    regions = session.scalars(access.writable(actor, campaign)).all()
    first = regions[0].code if regions else ""
    return Page(
        rows,
        gaps([row for row in rows if row.replaced_at is None]),
        regions,
        places.names(session, (row.region_code for row in rows)),
        dict(problems.signers(session, [row.entered_by for row in rows])),
        bulletins.next_period(session, campaign, first) if regions else None,
        access.may(actor, "campaign.manage", campaign),
    )


def gaps(rows: Sequence[OutcomeStat]) -> list[Gap]:
    """Find sums that are not those of the next regions below, of the same days."""
    found = []
    for whole in rows:
        parts = [one for one in rows if _part_of(one, whole)]
        sums = {name: sum(getattr(one, name) for one in parts) for name in COLUMNS}
        if parts and any(sums[name] != getattr(whole, name) for name in COLUMNS):
            found.append(Gap(whole, len(parts), sums))
    return found


def _part_of(part: OutcomeStat, whole: OutcomeStat) -> bool:
    same = (part.since, part.until) == (whole.since, whole.until)
    return same and ancestors(part.region_code)[-2:-1] == [whole.region_code]
