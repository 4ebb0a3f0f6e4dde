"""Who sees clues: offices of their region the register, clue officers the rest.

Nobody else learns that there are any, and nobody who speaks for the unit that a clue
names sees that clue, whatever else they are.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions.access.roles import Actor, may, own_units, within
from server.actions.access.sight import secrets
from server.errors import NotAllowed, NotFound
from server.models import (
    COUNTED,
    JUDGED,
    Campaign,
    CaseConference,
    Clue,
    ClueTransfer,
    ConferenceDecision,
    Finding,
    Region,
    Submission,
)

Kept = TypeVar("Kept", Clue, CaseConference)


def clues(actor: Actor, home: Campaign) -> Select[Clue]:
    """Select the clues whose register the actor may read."""
    own = own_units(actor, home.id)
    kept = _kept(actor, home, Clue.region_code, "clue.read")
    theirs = or_(Clue.unit_id.is_(None), Clue.unit_id.not_in(own))
    return Clue.of(home.id).where(kept, theirs)


def clue(session: Session, actor: Actor, key: str, verb: str) -> Clue:
    """Find a clue; raises NotFound, and NotAllowed for who reads the register only."""
    home = _home(session, Clue, key)
    found = session.scalar(clues(actor, home).where(Clue.key == key))
    if found is None:
        raise NotFound
    if not may(actor, verb, home, None, found.region_code):
        raise NotAllowed
    return found


def clue_transfer(session: Session, actor: Actor, of: Clue, key: str) -> ClueTransfer:
    """Find a transfer of a clue that the actor works on; raises NotFound."""
    found = session.scalar(ClueTransfer.of(of.id).where(ClueTransfer.key == key))
    if found is None:
        raise NotFound
    clue(session, actor, of.key, "clue.work")
    return found


def conferences(actor: Actor, home: Campaign) -> Select[CaseConference]:
    """Select the conferences of regions whose clues the actor works on.

    Not those that spoke of a clue which is kept from the actor.
    """
    hidden = Clue.unit_id.in_(own_units(actor, home.id))
    spoke = (
        select(ConferenceDecision.conference_id)
        .join(Clue, Clue.id == ConferenceDecision.clue_id)
        .where(Clue.campaign_id == home.id, hidden)
    )
    kept = _kept(actor, home, CaseConference.region_code, "clue.work")
    return CaseConference.of(home.id).where(kept, CaseConference.id.not_in(spoke))


def conference(session: Session, actor: Actor, key: str) -> CaseConference:
    """Find a conference of clues that the actor works on; raises NotFound."""
    home = _home(session, CaseConference, key)
    chosen = conferences(actor, home).where(CaseConference.key == key)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def registers(actor: Actor, home: Campaign) -> Select[Region]:
    """Select the regions in whose register the actor may write, the widest first."""
    mine = (
        Region.code.startswith(one, autoescape=True)
        for one in within(actor, home, "clue.work")
    )
    return Region.within(home.region_code).where(
        Region.level.in_(("province", "city", "county")), or_(false(), *mine)
    )


def grounds(actor: Actor, home: Campaign, subject: Clue) -> Select[Submission]:
    """Select the submissions in which a clue can become a finding, newest first.

    Those of the clue's own register that are still judged, and of no secret visit.
    """
    place = _kept(actor, home, Submission.region_code, "clue.work")
    return (
        select(Submission)
        .where(
            Submission.campaign_id == subject.campaign_id,
            Submission.state.in_(JUDGED),
            Submission.visit_id.not_in(secrets(actor, home)),
            place,
        )
        .order_by(Submission.id.desc())
    )


def linkable(actor: Actor, home: Campaign) -> Select[Finding]:
    """Select the findings of the ledger that a clue of the actor's can be linked to."""
    return select(Finding).where(
        Finding.campaign_id == home.id,
        Finding.status.in_(COUNTED),
        Finding.visit_id.not_in(secrets(actor, home)),
        _kept(actor, home, Finding.region_code, "clue.work"),
    )


def _kept(
    actor: Actor,
    home: Campaign,
    region_code: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    verb: str,
) -> ColumnElement[bool]:
    mine = within(actor, home, verb)
    return or_(false(), *(region_code.startswith(one, autoescape=True) for one in mine))


def _home(session: Session, model: type[Kept], key: str) -> Campaign:
    found = session.scalar(select(model.campaign_id).where(model.key == key))
    if found is None:
        raise NotFound
    return session.get_one(Campaign, found)
