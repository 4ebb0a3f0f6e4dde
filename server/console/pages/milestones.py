"""Milestones on one scale of days: bars by width, for pages without inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from server.actions import access, milestones
from server.actions.access import Actor
from server.actions.life import due
from server.actions.schedule import Slot
from server.console.pages import arrangements
from server.db import now
from server.models import Arrangement, ArrangementKind, Campaign, Milestone

#: In how many parts the scale is cut.
PARTS = 4

#: The parts of the set-up that have milestones.
HOLDING = (
    ArrangementKind.GROUP,
    ArrangementKind.MECHANISM,
    ArrangementKind.MEASURE,
    ArrangementKind.PLAN_ITEM,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone, when it can and when it must be done."""

    milestone: Milestone
    slot: Slot
    after: str


@dataclass(frozen=True, slots=True)
class Page:
    """All milestones of a campaign, the one that must begin first on top."""

    campaign: Campaign
    lines: Sequence[Line]
    first: date
    last: date
    today: date
    may_plan: bool
    #: What a milestone may be part of.
    parts: Sequence[Arrangement] = ()

    @property
    def red(self) -> int:
        """How many cannot be done in time."""
        return sum(line.slot.is_red for line in self.lines)

    @property
    def ticks(self) -> list[date]:
        """The days that are written above the scale."""
        step = self.days / PARTS
        return [self.first + timedelta(days=round(step * n)) for n in range(PARTS + 1)]

    @property
    def days(self) -> int:
        """How many days the scale has."""
        return (self.last - self.first).days + 1

    def at(self, day: date) -> str:
        """Give the place where a day begins, as an SVG attribute."""
        return f"{100 * (day - self.first).days / self.days:.2f}%"

    def after(self, day: date) -> str:
        """Give the place where a day is over."""
        return self.at(day + timedelta(days=1))

    def wide(self, first: date, last: date) -> str:
        """Give the width from a day to the end of another; nothing the wrong way."""
        return f"{max(0, 100 * ((last - first).days + 1) / self.days):.2f}%"


def read(session: Session, actor: Actor, campaign: Campaign) -> Page:
    """Read all milestones with their slots."""
    found, slots = milestones.placed(session, campaign)
    names = {one.id: one.name for one in found}
    lines = [
        Line(one, slots[one.id], names.get(one.after_id or 0, "")) for one in found
    ]
    lines.sort(key=lambda line: (line.slot.latest_start, line.milestone.id))
    today = due.today(now())
    shown = [today]
    for line in lines:
        slot = line.slot
        shown += [slot.start, slot.finish, slot.latest_start, slot.latest_finish]
    return Page(
        campaign,
        lines,
        min(shown),
        max(shown),
        today,
        access.may(actor, "campaign.manage", campaign),
        arrangements.choices(session, campaign, HOLDING),
    )
