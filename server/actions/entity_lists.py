"""The lists of a campaign: which there are, and what of them a team's phones have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from forms.definition import FormDefinition
from forms.entity_list import Entry, entity_list_csv, file_of
from forms.lists import ItemList, of_csv
from server.actions import access, events
from server.actions.access import Actor
from server.models import Entity, EntityList, Sharing, Team


def find(session: Session, campaign_id: int, name: str) -> EntityList | None:
    """Find a list of a campaign by its name."""
    return session.scalar(EntityList.of(campaign_id).where(EntityList.name == name))


def by_file(session: Session, campaign_id: int) -> dict[str, EntityList]:
    """Give the lists of a campaign by the file that forms ask for."""
    found = session.scalars(EntityList.of(campaign_id))
    return {file_of(one.name): one for one in found}


def declare(
    session: Session, actor: Actor, campaign_id: int, definition: FormDefinition
) -> None:
    """Make the lists that a form writes to, and note what it saves."""
    for declaration in definition.entities:
        saved = [question.save_to for question in definition.saved_by(declaration)]
        ensure(session, actor, campaign_id, declaration.list_name, saved)


def ensure(
    session: Session,
    actor: Actor,
    campaign_id: int,
    name: str,
    properties: Iterable[str],
) -> EntityList:
    """Find a list or make it; properties that it has not had come last."""
    known = find(session, campaign_id, name)
    kept = known or EntityList(campaign_id=campaign_id, name=name, properties=[])
    new = [one for one in dict.fromkeys(properties) if one not in kept.properties]
    if known is not None and not new:
        return known
    kept.properties = [*kept.properties, *new]
    session.add(kept)
    events.record(session, actor, kept, "entity_list.declared", name=name, new=new)
    return kept


def share(session: Session, actor: Actor, of: EntityList, sharing: Sharing) -> None:
    """Choose whose phones have an entry of the list."""
    if of.sharing == sharing:
        return
    before, of.sharing = of.sharing, sharing
    told = {"before": before, "after": sharing.value}
    events.record(session, actor, of, "entity_list.shared", **told)


def csv_of(session: Session, team: Team, of: EntityList) -> bytes:
    """Write the list as a team's phones should have it; anew once it has changed."""
    kept = _written(_mark(session, team, of))
    if not kept:
        kept.append(_write(session, team, of))
    return kept[0]


def empty_csv(of: EntityList) -> bytes:
    """Write the list without an entry, for forms on trial."""
    return entity_list_csv(of.properties, ())


def whole(session: Session, of: EntityList) -> ItemList:
    """Read all of a list, for the office's second look at answers."""
    return _read(session, of, Entity.standing(of.id))


def ever(session: Session, of: EntityList) -> ItemList:
    """Read all that was ever in a list: a phone may have had what is deleted now."""
    return _read(session, of, Entity.of(of.id))


def labels(
    session: Session, campaign_id: int, files: Iterable[str], seen: Select[Entity]
) -> dict[str, dict[str, str]]:
    """Say what the entries of lists are called, by file and id, of those that are seen.

    Also of those that were deleted: answers still name them.
    """
    kept = by_file(session, campaign_id)
    return {name: _labels(session, kept[name], seen) for name in files if name in kept}


def deleted(
    session: Session, team: Team, of: EntityList, ids: Iterable[str]
) -> dict[str, bool]:
    """Tell which of some entries were deleted, as far as the team has them."""
    chosen = access.sliced(team, of).where(Entity.uuid.in_(list(ids)))
    rows = session.execute(chosen.with_only_columns(Entity.uuid, Entity.deleted_at))
    return {uuid: gone is not None for uuid, gone in rows}


def _read(session: Session, of: EntityList, chosen: Select[Entity]) -> ItemList:
    rows = session.execute(
        chosen.with_only_columns(
            Entity.uuid, Entity.label, Entity.version, Entity.values
        )
    )
    written = entity_list_csv(of.properties, (Entry(*row) for row in rows))
    return of_csv(file_of(of.name), written)


def _labels(session: Session, of: EntityList, seen: Select[Entity]) -> dict[str, str]:
    chosen = seen.where(Entity.list_id == of.id)
    rows = session.execute(chosen.with_only_columns(Entity.uuid, Entity.label))
    return {uuid: label or uuid for uuid, label in rows}


def _write(session: Session, team: Team, of: EntityList) -> bytes:
    chosen = access.sliced(team, of).where(Entity.deleted_at.is_(None))
    rows = session.execute(
        chosen.with_only_columns(
            Entity.uuid, Entity.label, Entity.version, Entity.values
        ).order_by(Entity.id)
    )
    return entity_list_csv(of.properties, (Entry(*row) for row in rows))


def _mark(session: Session, team: Team, of: EntityList) -> str:
    """Tell one state of a team's list from another: each change counts a version up."""
    sliced = access.sliced(team, of)
    count = func.count(Entity.id), func.sum(Entity.version)
    last = func.max(Entity.changed_at)
    found = session.execute(sliced.with_only_columns(*count, last)).one()
    where = f"{session.get_bind().engine.url} {of.id} {team.id}"
    return f"{where} {of.sharing} {team.region_codes} {of.properties} {tuple(found)}"


@lru_cache(maxsize=16)
def _written(_mark: str) -> list[bytes]:
    return []
