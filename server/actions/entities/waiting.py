"""What cannot be applied yet: kept, released when what was missing comes, or forced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import events, queue
from server.actions.access import Actor
from server.actions.entities import versions
from server.actions.entities.applying import apply
from server.actions.entities.saying import (
    Saying,
    alone,
    decide,
    entry,
    has,
    saying_of,
)
from server.db import now
from server.errors import WrongState
from server.models import Entity, EntityWait
from sync.entities import Meeting, Reason, force

#: The kind of the job that does without what never came.
JOB = "entity_wait"
#: So long an update waits for what was before it, as ODK Central has it.
PATIENCE = timedelta(days=5)
#: What ends by itself; anything else is for a person to decide.
EARLY = (Reason.UNKNOWN, Reason.BRANCH, Reason.BASE)


def keep(session: Session, actor: Actor, saying: Saying, reason: Reason) -> None:
    """Keep what cannot be applied yet."""
    wait = EntityWait(
        campaign_id=saying.of.campaign_id,
        list_id=saying.of.id,
        submission_id=saying.submission.id,
        team_id=saying.submission.team_id,
        region_code=saying.submission.region_code,
        row=saying.block.row,
        uuid=saying.block.id,
        block=saying.block.to_json(),
        reason=reason,
    )
    session.add(wait)
    session.flush()
    over = now() + PATIENCE
    queue.enqueue_for(session.connection(), wait.campaign_id, JOB, wait.id, over)
    told = {"reason": reason.value, "submission": saying.submission.key}
    events.record(session, actor, wait, "entity.waits", **told)


def release(session: Session, actor: Actor, saying: Saying) -> None:
    """Apply what waited for this, step by step."""
    while (next_one := _next(session, saying)) is not None:
        wait, waiting, entity, meeting = next_one
        apply(session, actor, waiting, entity, meeting)
        _settle(wait, actor)
        session.flush()


def end(session: Session, actor: Actor, wait: EntityWait) -> None:
    """Do without what an update has waited for all its time."""
    alone(session, wait.campaign_id)
    if wait.settled_at is None and wait.reason in EARLY and not _hidden(session, wait):
        apply_now(session, actor, wait)


def apply_now(session: Session, actor: Actor, wait: EntityWait) -> Entity:
    """Apply what waits on whatever is there now; raises WrongState."""
    if wait.settled_at is not None or wait.reason == Reason.NO_ID:
        raise WrongState
    saying = saying_of(session, wait)
    entity = entry(session, saying)
    known = versions.kept(session, entity) if entity else []
    made = apply(session, actor, saying, entity, force(saying.word, known))
    _settle(wait, actor)
    release(session, actor, saying)
    return made


def put_aside(
    session: Session, actor: Actor, saying: Saying, before: Sequence[int]
) -> None:
    """Let go of what waits and was corrected: the correction stands in its place."""
    for wait in session.scalars(of_chain(saying, before)) if before else ():
        _settle(wait, actor)


def drop(session: Session, actor: Actor, wait: EntityWait) -> None:
    """Put aside what waits, by a person's decision; raises WrongState."""
    if wait.settled_at is not None:
        raise WrongState
    _settle(wait, actor)
    events.record(session, actor, wait, "entity.wait_dropped")


def of_chain(saying: Saying, by: Sequence[int]) -> Select[EntityWait]:
    """Select what these submissions said of the same entry and waits, or has."""
    return select(EntityWait).where(
        EntityWait.submission_id.in_(by),
        EntityWait.list_id == saying.of.id,
        EntityWait.uuid == saying.block.id,
        EntityWait.row == saying.block.row,
    )


def _hidden(session: Session, wait: EntityWait) -> bool:
    """Tell whether the entry is there and not the team's: only a person decides."""
    saying = saying_of(session, wait)
    entity = entry(session, saying)
    if entity is None:
        return False
    return entity.deleted_at is not None or not has(session, saying, entity)


def _next(
    session: Session, saying: Saying
) -> tuple[EntityWait, Saying, Entity | None, Meeting] | None:
    waits = EntityWait.open(saying.of.id).where(EntityWait.uuid == saying.block.id)
    for wait in session.scalars(waits).all():
        waiting = saying_of(session, wait)
        entity = entry(session, waiting)
        meeting = decide(session, waiting, entity)
        if meeting.reason is None:
            return wait, waiting, entity, meeting
    return None


def _settle(wait: EntityWait, actor: Actor) -> None:
    wait.settled_at, wait.settled_by = now(), actor.user_id
