"""What people in the office do to entries: settle a conflict, mend, delete, restore."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.entities import versions
from server.actions.entities.saying import alone
from server.actions.entities.versions import Source
from server.db import now
from server.errors import Conflict, Incomplete, WrongState
from server.models import Entity, EntityAct, EntityList
from sync.entities import LABEL, Clash, Word


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
    told = _told(session, entity, values)
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


def _told(
    session: Session, entity: Entity, values: Mapping[str, str]
) -> dict[str, str]:
    """Give what is said otherwise than it stands, of what the list knows."""
    known = session.get_one(EntityList, entity.list_id).properties
    stands = {**entity.values, LABEL: entity.label}
    told = {
        name: " ".join(values[name].split())
        for name in (LABEL, *known)
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
