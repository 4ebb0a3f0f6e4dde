"""Bring an entity list by file: what is new is added, what differs is a new version."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from forms.entity_list import Entry, entity_list_csv, file_of
from forms.lists import ItemList, of_csv
from server.actions import access, entity_lists, regions
from server.actions.access import Actor
from server.actions.entities import reading, versions
from server.actions.entities.reading import BroughtRow, Sheet, Wrong
from server.actions.entities.saying import alone
from server.actions.entities.versions import Source, Written
from server.errors import BadInput
from server.models import Campaign, Entity, EntityAct, EntityList, ListTrial
from sync.entities import LABEL, Word


@dataclass(frozen=True, slots=True)
class Step:
    """What a row of the file does: to which entry, from what to what."""

    row: BroughtRow
    #: None for an entry that is new.
    entity: Entity | None
    before: Mapping[str, str]
    after: Mapping[str, str]
    team_id: int | None
    region: str | None

    @property
    def told(self) -> dict[str, str]:
        """Give what the row says otherwise than the entry stands."""
        return {
            name: text
            for name, text in self.row.values.items()
            if self.before.get(name, "") != text
        }

    @property
    def is_nothing(self) -> bool:
        """Tell whether the entry is as the row says already."""
        if self.entity is None or self.entity.deleted_at is not None or self.told:
            return False
        return (self.team_id, self.region) == (
            self.entity.team_id,
            self.entity.region_code,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a file would do, row by row, and what keeps it from being done."""

    name: str
    sheet: Sheet
    steps: tuple[Step, ...]
    wrong: tuple[Wrong, ...]
    #: How many entries of the list the file does not name; they stay.
    left: int

    @property
    def new(self) -> list[Step]:
        """List the entries that are new."""
        return [step for step in self.steps if step.entity is None]

    @property
    def changed(self) -> list[Step]:
        """List the entries that change."""
        known = (step for step in self.steps if step.entity is not None)
        return [step for step in known if not step.is_nothing]


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing a file did."""

    of: EntityList
    added: int
    changed: int


def plan(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    name: str,
    content: bytes,
    file_name: str = "",
) -> Plan:
    """Work out what bringing a file would do; nothing is changed.

    Raises BadInput for a name that no list may have, and for what is no table.
    """
    reading.fit_name(name)
    sheet = reading.read(content, file_name)
    of = entity_lists.find(session, campaign.id, name)
    kept = session.scalars(Entity.of(of.id)).all() if of else ()
    known = {one.uuid: one for one in kept}
    teams = {one.code: one.id for one in session.scalars(access.teams(actor, campaign))}
    wrong = list(sheet.wrong)
    steps = []
    for row in sheet.rows:
        if row.team and row.team not in teams:
            wrong.append(Wrong(row.number, reading.TEAM, "entity_row_team", row.team))
        region = _region(session, campaign, row, wrong)
        steps.append(_step(row, known.get(row.name), teams.get(row.team), region))
    named = {row.name for row in sheet.rows}
    left = sum(1 for one in kept if one.deleted_at is None and one.uuid not in named)
    wrong.sort(key=lambda one: one.row)
    return Plan(name, sheet, tuple(steps), tuple(wrong), left)


def bring(session: Session, actor: Actor, campaign: Campaign, planned: Plan) -> Brought:
    """Add and change entries as planned; nothing is deleted.

    Raises BadInput where a row is wrong, and then nothing is brought.
    """
    for wrong in planned.wrong:
        raise BadInput("entity_file_wrong", row=wrong.row, column=wrong.column)
    alone(session, campaign.id)
    is_new = entity_lists.find(session, campaign.id, planned.name) is None
    of = entity_lists.ensure(
        session, actor, campaign.id, planned.name, planned.sheet.properties
    )
    if is_new:
        entity_lists.share(session, actor, of, planned.sheet.sharing)
    added, changed = planned.new, planned.changed
    written = [_written(actor, of, step) for step in (*added, *changed)]
    versions.write_each(session, actor, EntityAct.BROUGHT, written)
    return Brought(of, len(added), len(changed))


def as_tried(session: Session, trial: ListTrial) -> ItemList:
    """Give a list as it would be once a trial is put in force.

    Raises BadInput for a file that does not say what a list could be.
    """
    of = entity_lists.find(session, trial.campaign_id, trial.name)
    if trial.content is None and of is not None:
        return entity_lists.whole(session, of)
    stands = _standing(session, of)
    sheet = _sheet(trial.content or b"", trial.file_name)
    for row in sheet.rows:
        name = row.name or f"new-{row.number}"
        stands[name] = {**stands.get(name, {}), **row.values}
    known = of.properties if of else []
    properties = list(dict.fromkeys([*known, *sheet.properties]))
    entries = (
        Entry(name, told.get(LABEL, ""), 1, told) for name, told in stands.items()
    )
    return of_csv(file_of(trial.name), entity_list_csv(properties, entries))


@lru_cache(maxsize=2)
def _sheet(content: bytes, file_name: str) -> Sheet:
    return reading.read(content, file_name)


def _standing(session: Session, of: EntityList | None) -> dict[str, dict[str, str]]:
    if of is None:
        return {}
    found = session.scalars(Entity.standing(of.id))
    return {one.uuid: {**one.values, LABEL: one.label} for one in found}


def _region(
    session: Session, campaign: Campaign, row: BroughtRow, wrong: list[Wrong]
) -> str | None:
    """Find the place of a row, or note that there is none of that code."""
    if not row.region:
        return None
    try:
        return regions.inside(session, campaign, row.region)
    except BadInput:
        place = row.number, reading.REGION, "entity_row_region", row.region[:12]
        wrong.append(Wrong(*place))
        return None


def _step(
    row: BroughtRow, entity: Entity | None, team_id: int | None, region: str | None
) -> Step:
    if entity is None:
        return Step(row, None, {}, row.values, team_id, region)
    before = {**entity.values, LABEL: entity.label}
    after = {**before, **row.values}
    place = team_id or entity.team_id, region or entity.region_code
    return Step(row, entity, before, after, *place)


def _written(actor: Actor, of: EntityList, step: Step) -> Written:
    """Let an entry be as its row says; one that was deleted comes back."""
    entity = step.entity or Entity(
        campaign_id=of.campaign_id,
        list_id=of.id,
        uuid=step.row.name or str(uuid.uuid4()),
    )
    entity.team_id, entity.region_code = step.team_id, step.region
    entity.deleted_at = None
    source = Source(
        act=EntityAct.BROUGHT, made_by=actor.user_id, word=Word("", values=step.told)
    )
    return Written(entity, source, step.after)
