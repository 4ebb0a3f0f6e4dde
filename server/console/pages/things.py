"""One thing: every place that names it, with its photos, and what counts as it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from server.actions import access, things
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.console.pages import distinct, places, problems
from server.console.pages.listing import Slice
from server.errors import NotFound
from server.models import (
    Alias,
    Attachment,
    Campaign,
    Mention,
    Submission,
    Team,
    Thing,
    User,
)
from server.models.place import prefix
from server.reports import distinct as report
from server.reports import distinct_filter
from server.reports.distinct_filter import DistinctFilter

#: As many other things as a search offers.
OFFERED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One mention, and where it stands."""

    mention: Mention
    submission: Submission
    team: Team
    place: str
    photos: Sequence[Attachment]
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Step:
    """An alias of this thing: told, and perhaps taken back."""

    alias: Alias
    name: str
    of: str
    key: str


@dataclass(frozen=True, slots=True)
class Page:
    """A thing as the actor may see it."""

    thing: Thing
    wanted: DistinctFilter
    name: str
    issuer: str
    others: Sequence[str]
    slice: Slice
    lines: Sequence[Line]
    counted: int
    waiting: int
    steps: Sequence[Step]
    people: Mapping[int, User]
    may_decide: bool
    search: str
    offered: Sequence[Thing]


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    key: str,
    query: Mapping[str, str],
) -> Page:
    """Read one thing; raises NotFound when the actor sees nothing that names it."""
    thing = things.of_campaign(session, campaign, key)
    wanted = distinct.asked(thing.kind, {**query, "waiting": "1", "text": ""})
    members = distinct_filter.members(session, campaign, wanted, thing.id)
    found = lines(session, actor, campaign, wanted, members)
    row = report.row(session, actor, campaign, wanted, thing.id)
    if row is None:
        raise NotFound
    part = Slice.read(query, len(found))
    may_decide = access.may(actor, "thing.decide", campaign)
    steps = _steps(session, members) if may_decide else []
    search = query.get("search", "").replace("\0", "").strip()[:60]
    return Page(
        thing,
        wanted,
        row.name,
        row.issuer,
        row.others,
        part,
        with_photos(session, found[part.offset : part.offset + part.size]),
        sum(line.is_counted for line in found),
        sum(not line.is_counted for line in found),
        steps,
        problems.signers(session, _deciders(steps)),
        may_decide,
        search,
        _offered(session, thing, members, search) if may_decide and search else [],
    )


def lines(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    wanted: DistinctFilter,
    members: Iterable[int],
) -> list[Line]:
    """List what names these things, as far as the actor may see, without photos."""
    is_counted = distinct_filter.accepted(wanted)
    rows = session.execute(
        access.submissions(actor, campaign)
        .join(Mention, Mention.submission_id == Submission.id)
        .join(Team, Team.id == Submission.team_id)
        .where(
            Mention.thing_id.in_(list(members)),
            or_(is_counted, distinct_filter.waits(wanted)),
            *_inside(campaign, wanted.region),
        )
        .add_columns(Mention, Team, is_counted.label("is_counted"))
        .order_by(Submission.region_code, Submission.finished_at, Mention.id)
    ).all()
    known = places.names(session, (row[0].region_code for row in rows))
    return [
        Line(mention, one, team, places.short(known, one.region_code), (), bool(counts))
        for one, mention, team, counts in rows
    ]


def with_photos(session: Session, found: Sequence[Line]) -> list[Line]:
    """Put the photos of its row beside each mention."""
    ids = {line.submission.id for line in found}
    by_row: dict[tuple[int, str], list[Attachment]] = defaultdict(list)
    chosen = select(Attachment).where(
        Attachment.submission_id.in_(ids),
        Attachment.received_at.is_not(None),
        ~Attachment.rival,
        Attachment.mime.in_(SHOWN),
    )
    for photo in session.scalars(chosen.order_by(Attachment.id)):
        by_row[photo.submission_id, photo.repeat_uuid or ""].append(photo)
    return [
        Line(
            line.mention,
            line.submission,
            line.team,
            line.place,
            by_row[line.submission.id, line.mention.repeat_uuid],
            line.is_counted,
        )
        for line in found
    ]


def _inside(campaign: Campaign, region: str) -> list[ColumnElement[bool]]:
    if region in ("", campaign.region_code):
        return []
    return [Submission.region_code.startswith(prefix(region), autoescape=True)]


def _steps(session: Session, members: set[int]) -> list[Step]:
    """List what was told of these things, the last first."""
    chosen = select(Alias).where(
        or_(Alias.thing_id.in_(members), Alias.of_id.in_(members))
    )
    found = session.scalars(chosen.order_by(Alias.id.desc())).all()
    ids = {one for alias in found for one in (alias.thing_id, alias.of_id)}
    named = {
        one.id: one for one in session.scalars(select(Thing).where(Thing.id.in_(ids)))
    }
    return [
        Step(
            alias,
            named[alias.thing_id].name,
            named[alias.of_id].name,
            named[alias.thing_id].key,
        )
        for alias in found
    ]


def _deciders(steps: Sequence[Step]) -> list[int | None]:
    return [who for step in steps for who in (step.alias.made_by, step.alias.undone_by)]


def _offered(
    session: Session, thing: Thing, members: set[int], search: str
) -> Sequence[Thing]:
    """Offer other things of the kind by a part of their name."""
    return session.scalars(
        select(Thing)
        .where(
            Thing.campaign_id == thing.campaign_id,
            Thing.kind == thing.kind,
            Thing.id.not_in(members),
            Thing.name.icontains(search, autoescape=True),
        )
        .order_by(Thing.size, Thing.name)
        .limit(OFFERED)
    ).all()
