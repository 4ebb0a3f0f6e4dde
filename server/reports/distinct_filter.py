"""Which things are counted, and what stood when the day asked for ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from server.actions import things
from server.db import end_of, now
from server.models import Alias, Campaign, Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class DistinctFilter:
    """Which things: of a kind, of a region, by a text, as of a day."""

    kind: str
    region: str = ""
    text: str = ""
    as_of: date | None = None
    #: Whether those that nobody has accepted yet are listed too.
    waiting: str = ""

    @property
    def until(self) -> datetime:
        """The moment up to which it is asked."""
        return end_of(self.as_of) if self.as_of else now()


def members(
    session: Session, campaign: Campaign, wanted: DistinctFilter, thing: int
) -> set[int]:
    """Name all spellings that count as the same thing as this one."""
    roots = standing(session, campaign, wanted)
    root = roots.get(thing, thing)
    return {root, *(one for one, end in roots.items() if end == root)}


def standing(
    session: Session, campaign: Campaign, wanted: DistinctFilter
) -> Mapping[int, int]:
    """Say what each alias was counted as when the day asked for ended."""
    until = wanted.until
    rows = session.execute(
        select(Alias.thing_id, Alias.of_id).where(
            Alias.campaign_id == campaign.id,
            Alias.kind == wanted.kind,
            Alias.made_at <= until,
            or_(Alias.undone_at.is_(None), Alias.undone_at > until),
        )
    )
    return things.roots((thing, of) for thing, of in rows)


def accepted(wanted: DistinctFilter) -> ColumnElement[bool]:
    """Say which submissions were accepted, and not replaced, by the day."""
    is_accepted = Submission.state == SubmissionState.ACCEPTED
    if wanted.as_of is None:
        return is_accepted
    later = aliased(Submission)
    replaced = exists().where(
        later.revision_of == Submission.id, later.received_at <= wanted.until
    )
    was_accepted = and_(
        Submission.state == SubmissionState.SUPERSEDED,
        Submission.return_reason == "",
        ~replaced,
    )
    decided = Submission.decided_at <= wanted.until
    return and_(decided, or_(is_accepted, was_accepted))


def waits(wanted: DistinctFilter) -> ColumnElement[bool]:
    """Say which submissions were here and neither accepted nor sent back."""
    complete = Submission.state == SubmissionState.COMPLETE
    if wanted.as_of is None:
        return complete
    later = and_(
        Submission.state == SubmissionState.ACCEPTED,
        Submission.decided_at > wanted.until,
    )
    return and_(Submission.received_at <= wanted.until, or_(complete, later))
