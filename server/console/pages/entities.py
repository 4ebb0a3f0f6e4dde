"""One entry of a list: its versions side by side, and what they dispute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import places, problems
from server.models import (
    Campaign,
    Entity,
    EntityList,
    EntityVersion,
    Submission,
    Team,
    User,
)
from sync.entities import LABEL

#: So many versions stand side by side; the rest are asked for.
BESIDE = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """What a version says of one property."""

    text: str
    is_new: bool
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One version, and where it came from as far as the actor may see that."""

    version: EntityVersion
    submission: Submission | None
    team: Team | None


@dataclass(frozen=True, slots=True)
class Line:
    """One property through the versions, newest first."""

    name: str
    cells: Sequence[Cell]
    #: What any version says of it, for whoever decides.
    offered: Sequence[str]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entry as the actor may see it."""

    of: EntityList
    entity: Entity
    team: Team | None
    place: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    people: Mapping[int, User]
    hidden: int
    may_write: bool


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    of: EntityList,
    entity: Entity,
    query: Mapping[str, str],
) -> EntityPage:
    """Read an entry with its newest versions, or all of them."""
    kept = session.scalars(EntityVersion.of(entity.id)).all()
    newest = kept[::-1] if query.get("all") else kept[: -BESIDE - 1 : -1]
    known = places.names(session, [entity.region_code])
    columns = _columns(session, actor, campaign, newest)
    return EntityPage(
        of=of,
        entity=entity,
        team=session.get(Team, entity.team_id or 0),
        place=places.short(known, entity.region_code),
        columns=columns,
        lines=[_line(name, newest, kept) for name in (LABEL, *of.properties)],
        people=problems.signers(session, (one.made_by for one in newest)),
        hidden=len(kept) - len(newest),
        may_write=access.may(
            actor, "entity.write", campaign, entity.team_id, entity.region_code
        ),
    )


def _columns(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    versions: Sequence[EntityVersion],
) -> list[Column]:
    ids = {one.submission_id for one in versions if one.submission_id is not None}
    chosen = access.submissions(actor, campaign).where(Submission.id.in_(ids))
    seen = {one.id: one for one in session.scalars(chosen)}
    team_ids = {one.team_id for one in seen.values()}
    teams = {
        team.id: team
        for team in session.scalars(select(Team).where(Team.id.in_(team_ids)))
    }
    found = []
    for version in versions:
        submission = seen.get(version.submission_id or 0)
        team = teams.get(submission.team_id) if submission else None
        found.append(Column(version, submission, team))
    return found


def _line(
    name: str, shown: Sequence[EntityVersion], kept: Sequence[EntityVersion]
) -> Line:
    before = {one.number: one for one in kept}
    cells = [
        Cell(
            _said(one, name),
            one.number > 1 and _said(one, name) != _said(before[one.number - 1], name),
            name in one.disputed,
        )
        for one in shown
    ]
    offered = dict.fromkeys(_said(one, name) for one in shown)
    return Line(name, cells, [text for text in offered if text])


def _said(version: EntityVersion, name: str) -> str:
    if name == LABEL:
        return version.label
    return str(version.values.get(name, ""))
