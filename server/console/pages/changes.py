"""What changed between two days: the page, with its two sums and its kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import due
from server.console.pages import places
from server.db import now
from server.models import Bulletin, BulletinState, Campaign
from server.reports import changes
from server.reports.changes import Changed, Changes, Kind, Period
from server.reports.filters import BadFilter, LedgerFilter

WEEK = timedelta(days=7)
#: As many rows of a kind as a page can bear; a shorter period shows the others.
MOST = 200
KINDS: dict[Kind, LazyString] = {
    "accepted": _("新认定"),
    "closed": _("新销号"),
    "late": _("新超期"),
    "moved": _("时限改动"),
    "reopened": _("重新打开"),
    "left": _("移出台账"),
    "advanced": _("进度变化"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The findings that changed in one way."""

    kind: Kind
    title: LazyString
    rows: Sequence[Changed]

    @property
    def shown(self) -> Sequence[Changed]:
        """The first of them."""
        return self.rows[:MOST]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the page."""

    changes: Changes
    places: places.Names
    #: The bulletin with whose last day the period begins.
    bulletin: Bulletin | None

    @property
    def groups(self) -> Iterator[Group]:
        """Each kind of change, none left out."""
        for kind, title in KINDS.items():
            yield Group(kind, title, self.changes.by_kind[kind])

    def count(self, kind: Kind) -> int:
        """Count the findings that changed in this way."""
        return len(self.changes.by_kind[kind])

    def place(self, changed: Changed) -> str:
        """Name where a finding shows."""
        return places.short(self.places, changed.finding.region_code)


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the changes of the period that the address names; raises BadFilter."""
    last = _last(session, actor, campaign, _until(query))
    found = changes.read(session, actor, campaign, _period(query, last))
    codes = (one.finding.region_code for rows in found.by_kind.values() for one in rows)
    begins = last if last and last.until == found.period.since else None
    return Page(found, places.names(session, codes), begins)


def _last(
    session: Session, actor: Actor, campaign: Campaign, until: date
) -> Bulletin | None:
    """Find the last published bulletin that tells of days before this one."""
    published = access.bulletins(actor, campaign).where(
        Bulletin.state == BulletinState.PUBLISHED, Bulletin.until < until
    )
    return session.scalars(published.limit(1)).first()


def _until(query: Mapping[str, str]) -> date:
    return _day(query, "until") or due.today(now())


def _period(query: Mapping[str, str], last: Bulletin | None) -> Period:
    """Read the period; since the last bulletin, or a week, when none is named."""
    until = _until(query)
    since = _day(query, "since") or (last.until if last else until - WEEK)
    if since >= until:
        raise BadFilter(field="since", value=since.isoformat())
    return Period(since, until)


def _day(query: Mapping[str, str], name: str) -> date | None:
    return LedgerFilter.read({"as_of": query.get(name, "")}).as_of
