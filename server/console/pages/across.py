"""All campaigns that somebody looks over, and each finding of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access, also_counts
from server.actions.access import Actor
from server.console.pages import places
from server.console.pages.listing import Slice
from server.models import AlsoCounts, Campaign, Finding, Region
from server.reports import across
from server.reports.across import Across
from server.reports.chart import Tally
from server.reports.conditions import in_county
from server.reports.vocabulary import UNSAID

#: What of a sum may be listed alone.
WHICH = {"open": _("未销号"), "late": _("超期")}


@dataclass(frozen=True, slots=True)
class Row:
    """A county: what each campaign counts there, and all of them once."""

    code: str
    name: str
    tallies: Sequence[Tally]
    once: Tally


@dataclass(frozen=True, slots=True)
class Page:
    """The sums over all campaigns of this person."""

    sums: Across
    rows: Sequence[Row]
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A finding, where it is at home and where it counts as well."""

    finding: Finding
    place: str
    home: Campaign
    others: Sequence[str]
    #: Whether this person may open it, which is up to its home.
    opens: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The findings behind one of the sums."""

    lines: Sequence[Line]
    slice: Slice
    asked: Mapping[str, str]
    #: The campaign whose guests these are; None for each finding of all.
    guests_of: Campaign | None
    #: The campaign in which these count, its own and its guests; None for all.
    counts_in: Campaign | None
    county: str
    #: Whether only what is open, or late, is listed, in words.
    which: LazyString | str


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a finding counts as well, and where else this person may let it."""

    there: Sequence[tuple[AlsoCounts, Campaign]]
    choices: Sequence[Campaign]


def read(session: Session, actor: Actor, as_of: date | None) -> Page:
    """Read the sums over all campaigns, and by county."""
    sums = across.read(session, actor, as_of)
    codes = {code for code in sums.counties if code}
    names = places.names(session, codes)
    rows = [
        Row(
            code or UNSAID,
            names.get(code, ""),
            [share.counties.get(code, Tally()) for share in sums.shares],
            sums.counties[code],
        )
        for code in sorted(sums.counties, key=lambda one: (not one, one))
    ]
    return Page(sums, rows, as_of)


def listed(
    session: Session, actor: Actor, query: Mapping[str, str], as_of: date | None
) -> Listed:
    """List the findings behind a sum: a campaign's guests, or all of them once."""
    mine = {one.code: one for one in across.homes(session, actor)}
    guests = mine.get(query.get("guests_of", ""))
    within = mine.get(query.get("counts_in", ""))
    county, which = query.get("county", "")[:12], query.get("which", "")
    homes = [within] if within else [*mine.values()]
    found = across.once(actor, homes, as_of)
    if guests:
        found = across.also(actor, guests, as_of)
    if county:
        found = found.where(in_county(county))
    if which in WHICH:
        found = found.where(across.standing(which, as_of))
    counted = found.with_only_columns(func.count(), maintain_column_froms=True)
    part = Slice.read(query, session.scalar(counted) or 0)
    ordered = found.order_by(Finding.region_code, Finding.found_on, Finding.id)
    shown = session.scalars(ordered.offset(part.offset).limit(part.size)).all()
    asked = {
        "guests_of": guests.code if guests else "",
        "counts_in": within.code if within else "",
        "county": county,
        "which": which if which in WHICH else "",
        "as_of": as_of.isoformat() if as_of else "",
    }
    return Listed(
        _lines(session, actor, shown),
        part,
        {name: value for name, value in asked.items() if value},
        guests,
        within,
        _name(session, county),
        WHICH.get(which, ""),
    )


def marks(session: Session, actor: Actor, finding: Finding) -> Marks:
    """Read where a finding counts as well."""
    return Marks(
        also_counts.named(session, actor, finding),
        also_counts.choices(session, actor, finding),
    )


def guests(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count the findings of other campaigns that count in this one too."""
    chosen = across.also(actor, campaign, None)
    counted = chosen.with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counted) or 0


def _name(session: Session, county: str) -> str:
    found = session.get(Region, county) if county else None
    return found.name if found else ""


def _lines(session: Session, actor: Actor, found: Sequence[Finding]) -> list[Line]:
    known = places.names(session, (one.region_code for one in found))
    homes = {one.campaign_id for one in found}
    of = {
        one.id: one
        for one in session.scalars(select(Campaign).where(Campaign.id.in_(homes)))
    }
    others = _others(session, actor, [one.id for one in found])
    return [
        Line(
            one,
            places.short(known, one.region_code),
            of[one.campaign_id],
            others.get(one.id, []),
            access.may(
                actor,
                "finding.read",
                of[one.campaign_id],
                one.team_id,
                one.region_code,
            ),
        )
        for one in found
    ]


def _others(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(AlsoCounts.finding_id, Campaign.name)
        .join(Campaign, Campaign.id == AlsoCounts.other_id)
        .where(
            AlsoCounts.finding_id.in_(ids),
            AlsoCounts.ended_at.is_(None),
            also_counts.known(actor),
        )
        .order_by(AlsoCounts.id)
    )
    found: dict[int, list[str]] = {}
    for finding_id, name in rows:
        found.setdefault(finding_id, []).append(name)
    return found
