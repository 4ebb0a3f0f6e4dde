"""The wall chart: the figures of a day, coloured by what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import measures, milestones
from server.db import now
from server.models import OPEN, Campaign, CountyMap
from server.reports import overview
from server.reports.chart import County, Overview
from server.reports.filters import LedgerFilter

COLOURS = {"open": _("未销号"), "late": _("超期"), "cover": _("覆盖")}
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the chart."""

    chart: Overview
    filter: LedgerFilter
    at: datetime
    colour: str
    #: As they stand now; a past day's are not kept.
    plan: milestones.Page | None
    #: Rules made, by stage; as they stand now as well.
    made: Mapping[str, int]
    #: The office's own drawing of the counties, when it brought one.
    map: CountyMap | None
    #: Whether the drawing stands here, or tiles do.
    shape: str
    may_draw: bool

    @property
    def placed(self) -> list[tuple[County, dict[str, Any]]]:
        """The counties that the map has, each with its shape."""
        shapes = self.map.shapes if self.map and self.shape == "map" else {}
        return [
            (one, shapes[one.code]) for one in self.chart.counties if one.code in shapes
        ]

    @property
    def tiled(self) -> list[County]:
        """The counties that are tiles: all, or those that the map lacks."""
        drawn = {one.code for one, _shape in self.placed}
        return [one for one in self.chart.counties if one.code not in drawn]

    @property
    def open(self) -> str:
        """The states that are open, as the ledger is asked for them."""
        return ",".join(OPEN)

    def shade(self, county: County) -> str:
        """Name the ramp's step of a county's tile: a word of the style sheet."""
        if self.colour == "cover":
            return f"q{county.cover}"
        if self.colour == "late":
            return f"h{min(county.tally.late, 3)}" if county.tally.late else "q0"
        return f"q{min(county.tally.open, DEEPEST)}"

    def sent(self, **changes: str) -> dict[str, str]:
        """Give the fields of the list of what was sent until the same day."""
        day = self.filter.as_of.isoformat() if self.filter.as_of else ""
        fields = {"stage": "standing", "until": day, **changes}
        return {name: value for name, value in fields.items() if value}

    def query(self, **changes: str) -> dict[str, str]:
        """Give the fields of a ledger's address on the same day."""
        fields = {**self.filter.query(), **changes}
        return {name: value for name, value in fields.items() if value}


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the chart of the day that the address asks for; raises BadFilter."""
    wanted = LedgerFilter.read({"as_of": query.get("as_of", "")})
    colour = query.get("colour", "open")
    return Page(
        overview.read(session, actor, campaign, wanted.as_of),
        wanted,
        now(),
        colour if colour in COLOURS else "open",
        None if wanted.as_of else milestones.read(session, actor, campaign),
        {} if wanted.as_of else measures.counted(session, actor, campaign),
        session.get(CountyMap, campaign.id),
        "tiles" if query.get("shape") == "tiles" else "map",
        access.may(actor, "campaign.manage", campaign),
    )
