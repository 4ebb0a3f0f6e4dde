"""Sums over several campaigns, in which each finding counts once.

A finding is a row of one campaign. In another it may count as well; there it is told
beside that campaign's own ledger, and in the sum over both it is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import end_of, now
from server.models import COUNTED, OPEN, Campaign, Finding, FindingVersion
from server.models.place import level_of
from server.reports import book, kept
from server.reports.chart import Tally, tally_of, total
from server.reports.filters import LedgerFilter
from server.reports.wanted import Wanted

Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Share:
    """What counts in one campaign: its own by county, and others' beside it."""

    campaign: Campaign
    counties: Tallies
    also: Tally

    @property
    def own(self) -> Tally:
        """The findings of the campaign itself."""
        return total(self.counties.values())

    @property
    def all(self) -> Tally:
        """What counts in it, its own and others'."""
        return self.own.plus(self.also)


@dataclass(frozen=True, slots=True)
class Across:
    """The campaigns that somebody looks over, and all of them as one."""

    shares: Sequence[Share]
    #: Each finding once, by county; empty for what lies in none.
    counties: Tallies

    @property
    def once(self) -> Tally:
        """All findings, each counted once."""
        return total(self.counties.values())

    @property
    def twice(self) -> int:
        """How much the sum of the campaigns counts more than there is."""
        return total(one.all for one in self.shares).counted - self.once.counted


def homes(session: Session, actor: Actor) -> list[Campaign]:
    """List the campaigns in which somebody looks over a region, oldest first."""
    mine = session.scalars(access.campaigns(actor))
    return [one for one in mine if access.somewhere(actor, "overview.read", one)]


def read(session: Session, actor: Actor, as_of: date | None) -> Across:
    """Read what counts in each campaign, and once over all of them."""
    wanted = LedgerFilter(as_of=as_of)
    mine = homes(session, actor)
    shares = [
        Share(
            one,
            _own(Wanted(session, actor, one, wanted, now())),
            total(_tallies(session, also(actor, one, as_of), wanted).values()),
        )
        for one in mine
    ]
    foreign = _tallies(session, _foreign(actor, mine, as_of), wanted)
    counties: dict[str, Tally] = dict(foreign)
    for share in shares:
        for county, tally in share.counties.items():
            counties[county] = counties.get(county, Tally()).plus(tally)
    return Across(shares, counties)


def also(actor: Actor, other: Campaign, as_of: date | None) -> Select[Finding]:
    """Select what counts in a campaign too and is at home in another."""
    at = end_of(as_of) if as_of else None
    return _counted(access.also_counted(actor, other, at), as_of)


def once(actor: Actor, mine: Sequence[Campaign], as_of: date | None) -> Select[Finding]:
    """Select each finding that counts in any of these campaigns, once."""
    return _counted(select(Finding).where(or_(*_seen(actor, mine, as_of))), as_of)


def standing(which: str, as_of: date | None) -> ColumnElement[bool]:
    """Say what is open, or late, of the findings that counted, as their sums do."""
    asked = book.of(as_of)
    is_open = asked.status.in_(OPEN)
    if which == "open":
        return is_open
    return and_(is_open, asked.due_on < LedgerFilter(as_of=as_of).day)


def _foreign(
    actor: Actor, mine: Sequence[Campaign], as_of: date | None
) -> Select[Finding]:
    """Select what counts in these campaigns and is a row of none of them, once."""
    own = or_(*(_whose(access.findings(actor, one)) for one in mine))
    at = end_of(as_of) if as_of else None
    shared = or_(*(_whose(access.also_counted(actor, one, at)) for one in mine))
    return _counted(select(Finding).where(shared, ~func.coalesce(own, False)), as_of)


def _seen(
    actor: Actor, mine: Sequence[Campaign], as_of: date | None
) -> list[ColumnElement[bool]]:
    at = end_of(as_of) if as_of else None
    own = [_whose(access.findings(actor, one)) for one in mine]
    return [*own, *(_whose(access.also_counted(actor, one, at)) for one in mine)]


def _whose(chosen: Select[Finding]) -> ColumnElement[bool]:
    """Give the condition of a choice, to be joined with others."""
    asked = chosen.whereclause
    if asked is None:
        raise TypeError("access never gives all findings")
    return asked


def _counted(chosen: Select[Finding], as_of: date | None) -> Select[Finding]:
    """Narrow findings to those that count, or counted when a day ended."""
    if as_of is None:
        return chosen.where(Finding.status.in_(COUNTED))
    at = end_of(as_of)
    return chosen.join(FindingVersion, FindingVersion.finding_id == Finding.id).where(
        FindingVersion.from_at < at,
        or_(FindingVersion.to_at.is_(None), FindingVersion.to_at >= at),
        FindingVersion.status.in_(COUNTED),
    )


def _own(asked: Wanted) -> Tallies:
    """Count a campaign's own findings by county, as its ledger does."""

    def count() -> Tallies:
        rows = asked.chosen.unsorted(asked.actor, asked.campaign)
        return _tallies(asked.session, rows, asked.chosen)

    return kept.sums(asked, "across", count)


def _tallies(
    session: Session, chosen: Select[Finding], wanted: LedgerFilter
) -> Tallies:
    asked = book.of(wanted.as_of)
    late = cast(case((asked.due_on < wanted.day, 1), else_=0), Integer)
    groups = (Finding.county_code, asked.status)
    rows = session.execute(
        chosen.with_only_columns(
            *groups, func.count(), func.sum(late), maintain_column_froms=True
        ).group_by(*groups)
    )
    found: dict[str, Tally] = {}
    for county, status, count, overdue in rows:
        name = county if county and level_of(county) == "county" else ""
        found[name] = found.get(name, Tally()).plus(tally_of(status, count, overdue))
    return found
