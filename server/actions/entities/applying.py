"""Apply what a submission says: make an entry, or change the one that is there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.entities import versions
from server.actions.entities.saying import Saying
from server.actions.entities.versions import Source
from server.models import Device, Entity, EntityAct
from sync.entities import LABEL, Meeting, merged


def apply(
    session: Session,
    actor: Actor,
    saying: Saying,
    entity: Entity | None,
    meeting: Meeting,
) -> Entity:
    """Do what was decided; an entry that was deleted is there again."""
    if entity is None:
        return _create(session, actor, saying, meeting)
    entity.deleted_at = None
    change(session, actor, saying, entity, EntityAct.UPDATED, meeting)
    return entity


def change(
    session: Session,
    actor: Actor,
    saying: Saying,
    entity: Entity,
    act: EntityAct,
    meeting: Meeting,
) -> None:
    """Lay what is said over the newest version."""
    values = merged(saying.word, versions.kept(session, entity)[-1])
    source = _source(session, saying, act)
    versions.write(session, actor, entity, source, values, meeting)


def _create(session: Session, actor: Actor, saying: Saying, meeting: Meeting) -> Entity:
    """Make the entry; one without a label is called like its submission."""
    entity = Entity(
        campaign_id=saying.of.campaign_id,
        list_id=saying.of.id,
        uuid=saying.block.id,
        team_id=saying.submission.team_id,
        region_code=saying.submission.region_code,
    )
    values = {LABEL: saying.submission.title, **saying.word.values}
    source = _source(session, saying, EntityAct.CREATED)
    versions.write(session, actor, entity, source, values, meeting)
    return entity


def _source(session: Session, saying: Saying, act: EntityAct) -> Source:
    device = session.get_one(Device, saying.submission.device_id)
    return Source(
        act=act,
        submission=saying.submission,
        row=saying.block.row,
        made_by=device.user_id,
        word=saying.word,
    )
