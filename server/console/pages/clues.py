"""The register of clues as a page, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.console.pages import places
from server.console.pages.listing import SIZES, Slice
from server.db import new_key, now
from server.models import Campaign, Clue, IssueCategory, Region, Unit
from server.models.place import prefix
from server.reports import clue_register
from server.reports.clue_register import ClueFilter, Line

#: As many units as a form proposes while somebody types.
PROPOSED = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """A slice of the register, with the sums of all that the filter takes."""

    lines: Sequence[Line]
    slice: Slice
    filter: ClueFilter
    sums: Mapping[str, Mapping[str, int]]
    late: int
    places: places.Names
    #: The regions in whose register something stands that the reader sees.
    regions: Sequence[Region]
    may_work: bool

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of this page's address, with some changed or left out."""
        size = "" if self.slice.size == SIZES[0] else self.slice.size
        return self.filter.query(**{"size": size, **changes})

    @property
    def is_chosen(self) -> bool:
        """Whether the address asks for less than all."""
        return bool(self.filter.query())


@dataclass(frozen=True, slots=True)
class New:
    """What a clue is written down with."""

    regions: Sequence[Region]
    places: Sequence[Region]
    units: Sequence[str]
    categories: Sequence[IssueCategory]
    today: date
    #: Of the form: it is taken once, however often it is sent.
    once: str


def listed(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Listed:
    """Read the register that the reader sees, as the address chooses; raises BadInput.

    The sums are those of all lines that it takes.
    """
    chosen = ClueFilter.read(query)
    lines = chosen.lines(session, actor, campaign)
    part = Slice.read(query, len(lines))
    return Listed(
        lines[part.offset : part.offset + part.size],
        part,
        chosen,
        clue_register.sums(lines),
        sum(one.is_late for one in lines),
        places.names(session, {one.clue.region_code for one in lines}),
        _regions(session, actor, campaign),
        works(actor, campaign),
    )


def new(session: Session, actor: Actor, campaign: Campaign) -> New:
    """Offer what a new clue is written down with."""
    keeps = session.scalars(access.registers(actor, campaign)).all()
    below = Region.within(campaign.region_code).where(
        Region.level.in_(("city", "county", "town"))
    )
    near = [one.code for one in keeps]
    return New(
        keeps,
        [one for one in session.scalars(below) if _is_below(one.code, near)],
        units(session, campaign),
        session.scalars(IssueCategory.open_of(campaign.id)).all(),
        due.today(now()),
        new_key(),
    )


def units(session: Session, campaign: Campaign) -> Sequence[str]:
    """Name the campaign's units, to be proposed while somebody types."""
    named = Unit.of(campaign.id).with_only_columns(Unit.name)
    return session.scalars(named.limit(PROPOSED)).all()


def works(actor: Actor, campaign: Campaign) -> bool:
    """Say whether the actor works on clues anywhere in the campaign."""
    return access.somewhere(actor, "clue.work", campaign)


def reads(actor: Actor, campaign: Campaign) -> bool:
    """Say whether the actor reads a register anywhere in the campaign."""
    return access.somewhere(actor, "clue.read", campaign)


def _is_below(code: str, registers: Sequence[str]) -> bool:
    return any(code.startswith(prefix(one)) for one in registers)


def _regions(session: Session, actor: Actor, campaign: Campaign) -> Sequence[Region]:
    codes = access.clues(actor, campaign).order_by(None)
    there = codes.with_only_columns(Clue.region_code).distinct()
    named = Region.within(campaign.region_code).where(Region.code.in_(there))
    return session.scalars(named).all()
