"""Conferences about clues as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import clues
from server.console.pages.listing import Slice
from server.models import (
    UNFINISHED,
    Campaign,
    CaseConference,
    Clue,
    ConferenceDecision,
)
from server.models.place import prefix

#: As many clues as one form lists.
MOST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """The conferences, with how many clues each decided about."""

    conferences: Sequence[CaseConference]
    counts: Mapping[int, int]
    slice: Slice
    new: clues.New


@dataclass(frozen=True, slots=True)
class Page:
    """One conference."""

    subject: CaseConference
    decisions: Sequence[tuple[ConferenceDecision, Clue]]
    #: Those it could decide about still.
    open: Sequence[Clue]
    units: Sequence[str]


def listed(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Listed:
    """List the conferences of the actor's registers, the last first."""
    chosen = access.conferences(actor, campaign)
    ids = chosen.order_by(None).with_only_columns(CaseConference.id)
    total = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    part = Slice.read(query, total)
    shown = session.scalars(chosen.offset(part.offset).limit(part.size)).all()
    counted = session.execute(
        select(ConferenceDecision.conference_id, func.count())
        .where(ConferenceDecision.conference_id.in_([one.id for one in shown]))
        .group_by(ConferenceDecision.conference_id)
    )
    counts = {row[0]: row[1] for row in counted}
    return Listed(shown, counts, part, clues.new(session, actor, campaign))


def read(
    session: Session, actor: Actor, campaign: Campaign, subject: CaseConference
) -> Page:
    """Read a conference, and the clues it could decide about still."""
    told = decided(session, subject)
    here = Clue.region_code.startswith(prefix(subject.region_code), autoescape=True)
    waiting = access.clues(actor, campaign).where(
        here,
        Clue.state.in_(UNFINISHED),
        Clue.id.not_in([clue.id for _decision, clue in told]),
    )
    return Page(
        subject,
        told,
        session.scalars(waiting.limit(MOST)).all(),
        clues.units(session, campaign),
    )


def decided(
    session: Session, subject: CaseConference
) -> list[tuple[ConferenceDecision, Clue]]:
    """Read what a conference decided, in the order of its clues."""
    rows = session.execute(
        select(ConferenceDecision, Clue)
        .join(Clue, Clue.id == ConferenceDecision.clue_id)
        .where(ConferenceDecision.conference_id == subject.id)
        .order_by(ConferenceDecision.id)
    )
    return [(row[0], row[1]) for row in rows]
