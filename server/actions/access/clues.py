"""Who sees clues: offices of their region the register, clue officers the rest.

Nobody else learns that there are any, and nobody who speaks for the unit that a clue
names sees that clue, whatever else they are.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.actions.access.roles import Actor, begins, may, own_units, within
from server.actions.access.sight import secrets
from server.errors import NotAllowed, NotFound
from server.models import (
    COUNTED,
    JUDGED,
    NAME_ENDS,
    Campaign,
    CaseConference,
    Clue,
    ClueTransfer,
    ConferenceDecision,
    Finding,
    Referral,
    Region,
    Submission,
    Unit,
)
from server.models.place import prefix

Kept = TypeVar("Kept", Clue, CaseConference)


def clues(actor: Actor, home: Campaign) -> Select[Clue]:
    """Select the clues whose register the actor may read."""
    kept = _kept(actor, home, Clue.region_code, "clue.read")
    return Clue.of(home.id).where(kept, not_(_speaks_of(actor, home)))


def referrals(actor: Actor, home: Campaign, finding: Finding) -> Select[Referral]:
    """Select the referrals of a finding whose clue the actor sees, oldest first.

    Those from before there were clues are for offices of the finding's place.
    """
    seen = clues(actor, home).order_by(None).with_only_columns(Clue.id)
    may_refer = may(actor, "finding.refer", home, finding.team_id, finding.region_code)
    before = Referral.clue_id.is_(None) if may_refer else false()
    return Referral.of(finding.id).where(or_(Referral.clue_id.in_(seen), before))


def clue(session: Session, actor: Actor, key: str, verb: str) -> Clue:
    """Find a clue; raises NotFound, and NotAllowed for who reads the register only."""
    home = _home(session, Clue, key)
    found = session.scalar(clues(actor, home).where(Clue.key == key))
    if found is None:
        raise NotFound
    if not may(actor, verb, home, None, found.region_code):
        raise NotAllowed
    return found


def clue_transfer(session: Session, actor: Actor, of: str, key: str) -> ClueTransfer:
    """Find a transfer of a clue that the actor works on.

    Raises NotFound, NotAllowed.
    """
    about = clue(session, actor, of, "clue.work")
    found = session.scalar(ClueTransfer.of(about.id).where(ClueTransfer.key == key))
    if found is None:
        raise NotFound
    return found


def conferences(actor: Actor, home: Campaign) -> Select[CaseConference]:
    """Select the conferences of regions whose clues the actor works on.

    Not those that spoke of a clue which is kept from the actor.
    """
    hidden = _speaks_of(actor, home)
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


def numbers_held(actor: Actor, home: Campaign) -> Select[str, str, str]:
    """Select register, source and number of what came, where the actor keeps clues.

    Of those that are kept from the actor too, and of these nothing else: what comes
    again is known by the number that the file brings.
    """
    kept = _kept(actor, home, Clue.region_code, "clue.work")
    return select(Clue.region_code, Clue.source, Clue.external_no).where(
        Clue.campaign_id == home.id, kept, Clue.external_no != ""
    )


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
    register = prefix(subject.region_code)
    return (
        select(Submission)
        .where(
            Submission.campaign_id == subject.campaign_id,
            Submission.state.in_(JUDGED),
            Submission.visit_id.not_in(secrets(actor, home)),
            place,
            Submission.region_code.startswith(register, autoescape=True),
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


def _speaks_of(actor: Actor, home: Campaign) -> ColumnElement[bool]:
    """Say whether a clue names a unit of the actor's own, when it came or by now.

    Several may stand in one field.
    """
    own = own_units(actor, home.id)
    if not own:
        return false()
    named: ColumnElement[str] = func.coalesce(Clue.unit_named, "")
    for mark in (*NAME_ENDS, " ", "\u3000", "\t", "\r"):
        named = func.replace(named, mark, "\n" if mark in NAME_ENDS else "")
    lines = _line(named)
    own_name = [
        and_(name != "", lines.contains(_line(func.replace(name, " ", ""))))
        for name in (Unit.name, Unit.short_name)
    ]
    by_name = select(Unit.id).where(
        Unit.id.in_(own), or_(*own_name), Clue.unit_named != ""
    )
    by_id = Clue.unit_id.is_not(None) & Clue.unit_id.in_(own)
    return or_(by_id, by_name.correlate(Clue).exists())


def _line(name: ColumnElement[str]) -> ColumnElement[str]:
    return literal("\n") + name + literal("\n")


def _kept(
    actor: Actor,
    home: Campaign,
    region_code: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    verb: str,
) -> ColumnElement[bool]:
    return begins(region_code, within(actor, home, verb))


def _home(session: Session, model: type[Kept], key: str) -> Campaign:
    found = session.scalar(select(model.campaign_id).where(model.key == key))
    if found is None:
        raise NotFound
    return session.get_one(Campaign, found)
