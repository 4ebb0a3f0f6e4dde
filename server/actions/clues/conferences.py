"""Conferences about clues (会商研判): who was there, and one decision for each clue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, events, settings
from server.actions.access import Actor
from server.actions.clues import keeping, steps, wording
from server.actions.clues.steps import Parts
from server.db import local_day, now
from server.errors import BadInput, Conflict, Incomplete
from server.models import (
    Campaign,
    CaseConference,
    Clue,
    ConferenceDecision,
    Region,
)
from server.models.place import prefix


class DecidedAlready(Conflict):
    """This conference has decided about the clue."""

    code = "clue_decided"


class HeldAlready(Conflict):
    """The very same meeting was written down."""

    code = "conference_known"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is written down of a conference."""

    region_code: str
    held_on: date | None
    units: str
    venue: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one clue; without a lead, only words."""

    words: str
    lead: str = ""
    assist: tuple[str, ...] = ()
    due_on: date | None = None


def hold(
    session: Session, actor: Actor, home: Campaign, told: Meeting
) -> CaseConference:
    """Write a conference down and number its minutes.

    Raises BadInput, Incomplete, HeldAlready.
    """
    keeps = access.registers(actor, home).where(Region.code == told.region_code)
    if session.scalar(keeps) is None:
        raise BadInput("clue_region")
    if told.held_on is None or told.held_on > local_day(now()):
        raise BadInput("conference_day")
    units = wording.needed(told.units, "conference_units_missing")
    year = told.held_on.year
    keeping.count_alone(session, home)
    _refuse_again(session, home, told, units)
    sequence = keeping.next_in_year(
        session, CaseConference, home, told.region_code, year
    )
    head = settings.current(home)["notice_heads"]["minutes"]
    made = CaseConference(
        campaign_id=home.id,
        region_code=told.region_code,
        year=year,
        sequence=sequence,
        no=f"{head}〔{year}〕{sequence}号",
        held_on=told.held_on,
        venue=wording.clean(told.venue, 60),
        units=units,
        summary=wording.clean(told.summary),
        kept_by=actor.user_id,
    )
    session.add(made)
    events.record(session, actor, made, "conference.held")
    return made


def _refuse_again(session: Session, home: Campaign, told: Meeting, units: str) -> None:
    """Refuse a meeting of the same day and the same units that says the same."""
    there = CaseConference.of(home.id).where(
        CaseConference.region_code == told.region_code,
        CaseConference.held_on == told.held_on,
        CaseConference.units == units,
        CaseConference.venue == told.venue.strip(),
        CaseConference.summary == wording.clean(told.summary),
    )
    known = session.scalar(there.limit(1))
    if known is not None:
        raise HeldAlready(no=known.no)


def decide(
    session: Session,
    actor: Actor,
    subject: CaseConference,
    clue: Clue,
    decision: Decision,
) -> None:
    """Keep what was decided about a clue; who is to lead is given it at once.

    Raises WrongState, Incomplete, BadInput, DecidedAlready.
    """
    session.refresh(clue, with_for_update=True)
    words = wording.needed(decision.words, "conference_decision_missing")
    if not clue.region_code.startswith(prefix(subject.region_code)):
        raise BadInput("conference_elsewhere")
    there = select(ConferenceDecision).where(
        ConferenceDecision.conference_id == subject.id,
        ConferenceDecision.clue_id == clue.id,
    )
    if session.scalar(there) is not None:
        raise DecidedAlready
    if decision.assist and not decision.lead.strip():
        raise Incomplete("clue_lead_missing")
    kept = ConferenceDecision(
        campaign_id=subject.campaign_id,
        conference_id=subject.id,
        clue_id=clue.id,
        words=words,
        lead=wording.within(decision.lead, 120),
        assist="\n".join(decision.assist),
        due_on=decision.due_on,
        by=actor.user_id,
    )
    session.add(kept)
    events.record(session, actor, subject, "conference.decided")
    if decision.lead.strip():
        parts = Parts(decision.lead, decision.assist)
        steps.assign(session, actor, clue, parts, decision.due_on, subject.no)
