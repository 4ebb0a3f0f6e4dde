"""The entity lists of a campaign, and one of them: its entries, and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from forms.entity_list import Entry, entity_list_csv, file_of
from server.actions import access
from server.actions.access import Actor
from server.actions.entities import brought_lists, list_trials
from server.actions.entities.brought_lists import BroughtList
from server.actions.entities.reading import MOST_ROWS
from server.console.pages import places
from server.console.pages.listing import Slice
from server.console.pages.places import Names
from server.models import (
    Campaign,
    Entity,
    EntityList,
    EntityWait,
    Form,
    FormVersion,
    Sharing,
    Submission,
    Team,
)
from server.reports.cells import guarded

#: Which entries a page shows.
CONFLICTS, DELETED = "conflict", "deleted"
#: Why something waits that another team's entry may explain.
ELSEWHERE = ("unknown", "taken")
#: So many of what waits are shown at once.
MOST_WAITS = 50
#: The worst first.
WORST = case((Entity.conflict == "hard", 0), (Entity.conflict == "soft", 1), else_=2)


@dataclass(frozen=True, slots=True)
class Row:
    """One list, with how many entries the actor sees and how many need a person."""

    of: EntityList
    entries: int
    conflicts: int
    waiting: int
    forms: Sequence[Form]


@dataclass(frozen=True, slots=True)
class ListsPage:
    """All lists of a campaign."""

    rows: Sequence[Row]
    may_manage: bool
    #: What forms brought and the campaign may keep itself.
    brought: Sequence[BroughtList]
    #: As many rows as a list that is kept may have.
    most: int = MOST_ROWS


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission's word that waits."""

    wait: EntityWait
    submission: Submission
    #: The entry that it names and that its team does not have.
    elsewhere: Entity | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list as the actor may see it."""

    of: EntityList
    slice: Slice
    entries: Sequence[Entity]
    waits: Sequence[Waiting]
    teams: Mapping[int, Team]
    places: Names
    text: str
    only: str
    conflicts: int
    may_write: bool
    may_manage: bool
    may_take: bool
    #: Forms of which submissions hang on it.
    asking: Sequence[Form]
    sharings: Sequence[Sharing] = tuple(Sharing)

    @property
    def query(self) -> dict[str, str]:
        """Give what the address says, for links of the same page."""
        return {"name": self.of.name, "text": self.text, "only": self.only}


def lists(session: Session, actor: Actor, campaign: Campaign) -> ListsPage:
    """Read the lists of a campaign, with what needs a person first."""
    found = session.scalars(EntityList.of(campaign.id)).all()
    users = _users(session, campaign)
    rows = [
        Row(
            of,
            _count(session, standing(actor, campaign, of)),
            _count(session, standing(actor, campaign, of, only=CONFLICTS)),
            _count(session, access.entity_waits(actor, campaign, of)),
            users.get(file_of(of.name), []),
        )
        for of in found
    ]
    rows.sort(key=lambda row: (-(row.conflicts + row.waiting), row.of.name))
    may_manage = access.may(actor, "campaign.manage", campaign)
    brought = brought_lists.read(session, campaign.id) if may_manage else []
    return ListsPage(rows, may_manage, brought)


def one(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    of: EntityList,
    query: Mapping[str, str],
) -> ListPage:
    """Read the entries of a list, conflicts first."""
    text = query.get("text", "").replace("\0", "").strip()[:60]
    only = query.get("only", "")
    chosen = standing(actor, campaign, of, only=only).where(*_named(text))
    part = Slice.read(query, _count(session, chosen))
    ordered = chosen.order_by(WORST, Entity.changed_at.desc(), Entity.id.desc())
    entries = session.scalars(ordered.limit(part.size).offset(part.offset)).all()
    waits = _waits(session, actor, campaign, of)
    return ListPage(
        of=of,
        slice=part,
        entries=entries,
        waits=waits,
        teams=_teams(session, [*entries, *(one.wait for one in waits)]),
        places=places.names(session, (entry.region_code for entry in entries)),
        text=text,
        only=only if only in (CONFLICTS, DELETED) else "",
        conflicts=_count(session, standing(actor, campaign, of, only=CONFLICTS)),
        may_write=access.somewhere(actor, "entity.write", campaign),
        may_manage=access.may(actor, "campaign.manage", campaign),
        asking=list_trials.asking(session, campaign, of.name),
        may_take=access.exports(actor, campaign),
    )


def standing(
    actor: Actor, campaign: Campaign, of: EntityList, *, only: str = ""
) -> Select[Entity]:
    """Select the entries that a page shows: all, those in conflict, or deleted ones."""
    chosen = access.entities(actor, campaign, of)
    if only == DELETED:
        return chosen.where(Entity.deleted_at.is_not(None))
    chosen = chosen.where(Entity.deleted_at.is_(None))
    return chosen.where(Entity.conflict != "") if only == CONFLICTS else chosen


def needing(session: Session, actor: Actor, campaign: Campaign) -> int:
    """Count the conflicts that wait for this person."""
    chosen = access.entries(actor, campaign).where(
        Entity.conflict != "", Entity.deleted_at.is_(None)
    )
    return _count(session, chosen)


def csv_of(
    session: Session, actor: Actor, campaign: Campaign, of: EntityList
) -> tuple[bytes, int]:
    """Write the list as the actor sees it, with a count of its lines."""
    chosen = standing(actor, campaign, of).order_by(Entity.id)
    rows = session.execute(
        chosen.with_only_columns(
            Entity.uuid, Entity.label, Entity.version, Entity.values
        )
    ).all()
    written = entity_list_csv(of.properties, (_guarded(Entry(*row)) for row in rows))
    return written, len(rows)


def _guarded(entry: Entry) -> Entry:
    """Write it so that no spreadsheet takes a cell for a formula."""
    values = {name: guarded(text) for name, text in entry.values.items()}
    return Entry(entry.name, guarded(entry.label), entry.version, values)


def _named(text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    sought = (Entity.label, Entity.uuid, cast(Entity.values, String))
    return [or_(*(one.icontains(text, autoescape=True) for one in sought))]


def _count(session: Session, chosen: Select[Entity] | Select[EntityWait]) -> int:
    within = chosen.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(within)) or 0


def _waits(
    session: Session, actor: Actor, campaign: Campaign, of: EntityList
) -> list[Waiting]:
    chosen = access.entity_waits(actor, campaign, of).limit(MOST_WAITS)
    found = session.scalars(chosen).all()
    ids = {wait.submission_id for wait in found}
    known = {
        one.id: one
        for one in session.scalars(select(Submission).where(Submission.id.in_(ids)))
    }
    there = _elsewhere(session, actor, campaign, of, found)
    return [
        Waiting(wait, known[wait.submission_id], there.get(wait.uuid)) for wait in found
    ]


def _elsewhere(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    of: EntityList,
    waits: Sequence[EntityWait],
) -> dict[str, Entity]:
    """Find the entries that are there, though not for the team that names them."""
    named = {wait.uuid for wait in waits if wait.reason in ELSEWHERE}
    chosen = access.entities(actor, campaign, of).where(Entity.uuid.in_(named))
    return {one.uuid: one for one in session.scalars(chosen)}


def _teams(session: Session, rows: Sequence[Entity | EntityWait]) -> dict[int, Team]:
    ids = {row.team_id for row in rows if row.team_id is not None}
    found = session.scalars(select(Team).where(Team.id.in_(ids)))
    return {team.id: team for team in found}


def _users(session: Session, campaign: Campaign) -> dict[str, list[Form]]:
    """Find the forms whose present version asks for each file."""
    pairs = session.execute(
        select(Form, FormVersion.media_names)
        .join(FormVersion, FormVersion.id == Form.current_version_id)
        .where(Form.campaign_id == campaign.id)
        .order_by(Form.title)
    )
    found: dict[str, list[Form]] = {}
    for form, names in pairs:
        for name in names:
            found.setdefault(name, []).append(form)
    return found
