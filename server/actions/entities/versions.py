"""Write a version of an entry: the entry as it is then, the version, one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.events import About
from server.db import now
from server.models import Entity, EntityAct, EntityVersion, Submission
from sync.entities import LABEL, Clash, Meeting, Outcome, Version, Word

NO_MEETING = Meeting(Outcome.UPDATE)
#: The worse a clash, the later: one that is there is never taken for less.
WORSE = (Clash.NONE, Clash.SOFT, Clash.HARD)
LONGEST_LABEL = 300
#: So many entries are written with one statement.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Source:
    """Where a version comes from: a submission's row, or a person in the office."""

    act: EntityAct
    submission: Submission | None = None
    row: str = ""
    made_by: int | None = None
    word: Word = field(default_factory=lambda: Word(""))


def kept(session: Session, entity: Entity) -> list[Version]:
    """Read the versions of an entry as they are compared, oldest first."""
    return [
        Version(
            number=one.number,
            values={**one.values, LABEL: one.label},
            branch=one.branch,
            branch_base=one.branch_base,
            forced=one.forced,
        )
        for one in session.scalars(EntityVersion.of(entity.id))
    ]


def write(
    session: Session,
    actor: Actor,
    entity: Entity,
    source: Source,
    values: Mapping[str, str],
    meeting: Meeting = NO_MEETING,
) -> EntityVersion:
    """Let an entry be so from now on; the label is one of the values."""
    _become(entity, values, meeting)
    session.add(entity)
    session.flush()
    version = _version(entity, source, meeting)
    session.add(version)
    told = _told(source, version)
    events.record(session, actor, entity, f"entity.{source.act}", **told)
    return version


@dataclass(frozen=True, slots=True)
class Written:
    """How an entry is from now on, and who says so."""

    entity: Entity
    source: Source
    values: Mapping[str, str]


def write_each(
    session: Session, actor: Actor, act: EntityAct, written: Sequence[Written]
) -> None:
    """Write a version of each of many entries of one list, a batch at a time."""
    for first in range(0, len(written), AT_ONCE):
        batch = written[first : first + AT_ONCE]
        for one in batch:
            _become(one.entity, one.values, NO_MEETING)
        session.add_all(one.entity for one in batch)
        session.flush()
        made = [_version(one.entity, one.source, NO_MEETING) for one in batch]
        session.add_all(made)
        session.flush()
        told = [(_about(one), {"version": one.number}) for one in made]
        events.write_each(session.connection(), actor, told, f"entity.{act}")


def _become(entity: Entity, values: Mapping[str, str], meeting: Meeting) -> None:
    entity.label = values.get(LABEL, "")[:LONGEST_LABEL]
    entity.values = {name: told for name, told in values.items() if name != LABEL}
    entity.changed_at = now()
    entity.version = (entity.version or 0) + 1
    entity.conflict = max(
        Clash(entity.conflict or ""), meeting.clash, key=WORSE.index
    ).value


def _version(entity: Entity, source: Source, meeting: Meeting) -> EntityVersion:
    word = source.word
    return EntityVersion(
        campaign_id=entity.campaign_id,
        entity_id=entity.id,
        number=entity.version,
        act=source.act,
        label=entity.label,
        values=entity.values,
        told=dict(word.values),
        submission_id=source.submission.id if source.submission else None,
        row=source.row,
        base=meeting.base,
        trunk=word.trunk,
        branch=word.branch,
        branch_base=word.base if word.branch else None,
        forced=meeting.forced,
        conflict=meeting.clash.value,
        disputed=list(meeting.disputed),
        made_by=source.made_by,
    )


def _about(version: EntityVersion) -> About:
    return About(Entity.__tablename__, version.entity_id, version.campaign_id)


def _told(source: Source, version: EntityVersion) -> dict[str, object]:
    told: dict[str, object] = {"version": version.number}
    if source.submission is not None:
        told["submission"] = source.submission.key
    if version.conflict:
        told |= {"conflict": version.conflict, "disputed": version.disputed}
    return told
