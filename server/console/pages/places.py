"""Names of regions, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.models import Campaign, Region
from server.models.place import ancestors, prefix

Names = Mapping[str, str]


def names(session: Session, codes: Iterable[str | None]) -> Names:
    """Name these regions and all above them."""
    wanted = {above for code in codes if code for above in ancestors(code)}
    rows = session.execute(
        select(Region.code, Region.name).where(Region.code.in_(wanted))
    )
    return {row.code: row.name for row in rows}


def path(known: Names, code: str | None) -> tuple[str, ...]:
    """Write the way to a region from the city down, as far as it is known."""
    if not code:
        return ()
    return tuple(known[above] for above in ancestors(code)[1:] if above in known)


def short(known: Names, code: str | None) -> str:
    """Write county and town: enough for a row of a table."""
    if not code:
        return "—"
    found = [known[above] for above in ancestors(code)[2:4] if above in known]
    return " ".join(found) or "·".join(path(known, code)) or code


def counties(campaign: Campaign) -> Select[Region]:
    """Select the counties of a campaign, in code order."""
    return (
        select(Region)
        .where(
            Region.level == "county",
            Region.code.startswith(prefix(campaign.region_code), autoescape=True),
        )
        .order_by(Region.code)
    )


def named(session: Session, campaign: Campaign, name: str) -> str:
    """Find the code of the one region of a campaign that is called so; else nothing."""
    here = Region.code.startswith(prefix(campaign.region_code), autoescape=True)
    codes = session.scalars(select(Region.code).where(Region.name == name, here)).all()
    return codes[0] if len(codes) == 1 else ""
