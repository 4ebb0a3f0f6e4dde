"""Take in what a submission says of entities: once, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import entity_lists
from server.actions.access import Actor
from server.actions.entities import versions, waiting
from server.actions.entities.applying import apply, change
from server.actions.entities.saying import Said, Saying, alone, decide, entry
from server.models import Entity, EntityAct, EntityVersion, Submission
from sync.entities import amend

#: The kind of the job that takes a submission's words in.
JOB = "entities"


def take(session: Session, actor: Actor, said: Said) -> None:
    """Apply what a submission says, or keep it waiting; the second time is nothing."""
    submission = session.get_one(Submission, said.submission_id)
    alone(session, submission.campaign_id)
    before, after = _chain(session, submission)
    for block in said.blocks:
        # A form that was published before there were lists has made none.
        of = entity_lists.ensure(
            session, actor, submission.campaign_id, block.list_name, block.values
        )
        _take(session, actor, Saying(of, submission, block), before, after)


def _chain(session: Session, submission: Submission) -> tuple[list[int], list[int]]:
    """Name the submissions that this one corrects, and those that correct it."""
    before, after = [], []
    former = submission.revision_of
    while former is not None:
        before.append(former)
        former = session.get_one(Submission, former).revision_of
    later = [submission.id]
    while later:
        chosen = select(Submission.id).where(Submission.revision_of.in_(later))
        later = list(session.scalars(chosen))
        after += later
    return before, after


def _take(
    session: Session,
    actor: Actor,
    saying: Saying,
    before: Sequence[int],
    after: Sequence[int],
) -> None:
    if _spoken(session, saying, [saying.submission.id, *after]):
        return
    waiting.put_aside(session, actor, saying, before)
    said = _said_before(session, saying, before)
    if said is not None:
        _amend(session, actor, saying, said)
        return
    entity = entry(session, saying)
    meeting = decide(session, saying, entity)
    if meeting.reason is not None:
        waiting.keep(session, actor, saying, meeting.reason)
        return
    apply(session, actor, saying, entity, meeting)
    waiting.release(session, actor, saying)


def _spoken(session: Session, saying: Saying, by: Sequence[int]) -> bool:
    """Tell whether this was taken in before, or its correction was."""
    same_row = (EntityVersion.row == saying.block.row) | (
        EntityVersion.submission_id != saying.submission.id
    )
    made = (
        select(EntityVersion.id)
        .join(Entity, Entity.id == EntityVersion.entity_id)
        .where(
            EntityVersion.submission_id.in_(by),
            Entity.list_id == saying.of.id,
            Entity.uuid == saying.block.id,
            same_row,
        )
    )
    waits = waiting.of_chain(saying, by)
    return bool(session.scalar(made.limit(1)) or session.scalars(waits).first())


def _said_before(
    session: Session, saying: Saying, before: Sequence[int]
) -> EntityVersion | None:
    """Find the version that the corrected submission made.

    A client that draws new ids for a correction means the entry of the same row.
    """
    if not before:
        return None
    means = Entity.uuid == saying.block.id
    if saying.block.creates:
        created = EntityVersion.act == EntityAct.CREATED
        means = means | (created & (EntityVersion.row == saying.block.row))
    made = (
        select(EntityVersion)
        .join(Entity, Entity.id == EntityVersion.entity_id)
        .where(EntityVersion.submission_id.in_(before), Entity.list_id == saying.of.id)
        .where(means)
        .order_by(EntityVersion.id.desc())
    )
    return session.scalars(made).first()


def _amend(session: Session, actor: Actor, saying: Saying, said: EntityVersion) -> None:
    """Let a correction say something else than what was said before it."""
    entity = session.get_one(Entity, said.entity_id)
    known = versions.kept(session, entity)
    meeting = amend(saying.word, said.number, known)
    if meeting is not None:
        change(session, actor, saying, entity, EntityAct.CORRECTED, meeting)
