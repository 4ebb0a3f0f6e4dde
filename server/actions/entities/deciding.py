"""What the office does to entries: add, settle a conflict, mend, delete, restore."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.entities import versions
from server.actions.entities.reading import LONGEST
from server.actions.entities.saying import alone
from server.actions.entities.versions import Source
from server.db import now
from server.errors import BadInput, Conflict, Incomplete, WrongState
from server.models import Entity, EntityAct, EntityList
from sync.entities import LABEL, Clash, Word


def add(
    session: Session, actor: Actor, of: EntityList, name: str, values: Mapping[str, str]
) -> Entity:
    """Add one entry by hand, under a name of its own or a new id.

    Raises BadInput for a name that is taken or too long, Incomplete without a label.
    """
    alone(session, of.campaign_id)
    own = name.strip() or str(uuid.uuid4())
    if len(own) > LONGEST:
        raise BadInput("entity_row_long", text=own[:LONGEST])
    if session.scalar(Entity.of(of.id).where(Entity.uuid == own)) is not None:
        raise BadInput("entity_name_taken", name=own)
    entity = Entity(campaign_id=of.campaign_id, list_id=of.id, uuid=own, label="")
    entity.values = {}
    told = _told(of, entity, values)
    source = Source(
        act=EntityAct.CREATED, made_by=actor.user_id, word=Word("", values=told)
    )
    versions.write(session, actor, entity, source, told)
    return entity


def settle(
    session: Session,
    actor: Actor,
    entity: Entity,
    values: Mapping[str, str],
    seen: int,
) -> None:
    """Say how an entry is, having looked at the versions up to one of them.

    Raises Conflict when somebody wrote another version since, Incomplete without a
    label, WrongState for what is deleted. What was in conflict is so no more.
    """
    alone(session, entity.campaign_id)
    session.refresh(entity)
    if entity.deleted_at is not None:
        raise WrongState
    if entity.version != seen:
        raise Conflict("entity_moved")
    told = _told(session.get_one(EntityList, entity.list_id), entity, values)
    was, entity.conflict = entity.conflict, Clash.NONE.value
    if told:
        _write(session, actor, entity, EntityAct.RESOLVED, told)
    elif was:
        events.record(session, actor, entity, "entity.settled", version=entity.version)


def delete(session: Session, actor: Actor, entity: Entity) -> None:
    """Take an entry off the list; what it was stays; raises WrongState."""
    alone(session, entity.campaign_id)
    session.refresh(entity)
    if entity.deleted_at is not None:
        raise WrongState
    entity.deleted_at, entity.conflict = now(), Clash.NONE.value
    _write(session, actor, entity, EntityAct.DELETED, {})


def restore(session: Session, actor: Actor, entity: Entity) -> None:
    """Put an entry back onto the list; raises WrongState."""
    alone(session, entity.campaign_id)
    session.refresh(entity)
    if entity.deleted_at is None:
        raise WrongState
    entity.deleted_at = None
    _write(session, actor, entity, EntityAct.RESTORED, {})


def _told(of: EntityList, entity: Entity, values: Mapping[str, str]) -> dict[str, str]:
    """Give what is said otherwise than it stands, of what the list knows."""
    stands = {**entity.values, LABEL: entity.label}
    told = {
        name: " ".join(values[name].split())
        for name in (LABEL, *of.properties)
        if name in values
    }
    if not told.get(LABEL, entity.label):
        raise Incomplete("entity_label_missing")
    return {name: text for name, text in told.items() if stands.get(name, "") != text}


def _write(
    session: Session,
    actor: Actor,
    entity: Entity,
    act: EntityAct,
    told: Mapping[str, str],
) -> None:
    source = Source(act=act, made_by=actor.user_id, word=Word("", values=told))
    values = {**entity.values, LABEL: entity.label, **told}
    versions.write(session, actor, entity, source, values)
