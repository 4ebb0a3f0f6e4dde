"""What a submission says of entities, and the entry that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.entities import EntityBlock, entity_blocks
from forms.instance import parse
from server.actions import access, forms
from server.actions.entities import versions
from server.db import one_at_a_time
from server.models import (
    Entity,
    EntityList,
    EntityWait,
    FormVersion,
    Submission,
    Team,
)
from sync.entities import LABEL, Meeting, Outcome, Reason, Word, meet


@dataclass(frozen=True, slots=True)
class Said:
    """What one submission says of entities."""

    submission_id: int
    blocks: tuple[EntityBlock, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """One word of one submission, and the list that it speaks of."""

    of: EntityList
    submission: Submission
    block: EntityBlock

    @property
    def word(self) -> Word:
        """Give it as it is decided about."""
        block = self.block
        label = {} if block.label is None else {LABEL: block.label}
        return Word(
            id=block.id,
            creates=block.creates,
            updates=block.updates,
            values={**block.values, **label},
            base=block.base_version,
            trunk=block.trunk_version,
            branch=block.branch_id,
        )


def read(session: Session, ids: Iterable[int]) -> list[Said]:
    """Read what submissions say, without a lock, in the order in which they came."""
    found = session.scalars(
        select(Submission).where(Submission.id.in_(list(ids))).order_by(Submission.id)
    )
    return [Said(one.id, _blocks(session, one)) for one in found]


def alone(session: Session, campaign_id: int) -> None:
    """Let nobody else change entries of the campaign until this is committed."""
    one_at_a_time(session.connection(), f"entities:{campaign_id}")


def saying_of(session: Session, wait: EntityWait) -> Saying:
    """Give what waits as it was said."""
    of = session.get_one(EntityList, wait.list_id)
    submission = session.get_one(Submission, wait.submission_id)
    return Saying(of, submission, EntityBlock.from_json(wait.block))


def entry(session: Session, saying: Saying) -> Entity | None:
    """Find the entry that is spoken of, whoever may see it."""
    named = Entity.of(saying.of.id).where(Entity.uuid == saying.block.id)
    return session.scalar(named) if saying.block.id else None


def has(session: Session, saying: Saying, entity: Entity) -> bool:
    """Tell whether the phone that speaks may have the entry."""
    team = session.get_one(Team, saying.submission.team_id)
    own = access.sliced(team, saying.of).where(Entity.id == entity.id)
    return session.scalar(own) is not None


def decide(session: Session, saying: Saying, entity: Entity | None) -> Meeting:
    """Decide; an entry that the team does not have is none that it could mean."""
    if entity is None:
        return meet(saying.word, ())
    if not has(session, saying, entity):
        unknown = Reason.UNKNOWN if saying.block.updates else Reason.TAKEN
        return Meeting(Outcome.WAIT, unknown)
    if entity.deleted_at is not None:
        return Meeting(Outcome.WAIT, Reason.DELETED)
    return meet(saying.word, versions.kept(session, entity))


def _blocks(session: Session, submission: Submission) -> tuple[EntityBlock, ...]:
    version = session.get_one(FormVersion, submission.form_version_id)
    return entity_blocks(forms.definition(version), parse(submission.xml))
