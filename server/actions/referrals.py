"""A finding handed on (移送): its state stays, what concerns discipline is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access, events
from server.actions.access import Actor
from server.actions.clues import keeping, registering, wording
from server.actions.clues.registering import Told
from server.actions.life import due
from server.actions.life.moves import held, told
from server.db import now
from server.errors import BadInput, Conflict
from server.models import (
    UNFINISHED,
    Campaign,
    Clue,
    ClueSource,
    Finding,
    Link,
    Referral,
    Unit,
)
from server.sealing import Opener


class ReferredAlready(Conflict):
    """The finding was handed on to that body, and its clue is open."""

    code = "referred_already"


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom a finding is handed on, what offices read of it, and why in full."""

    to_unit: str
    digest: str
    reason: str
    referred_on: date | None = None


def refer(
    session: Session, actor: Actor, opener: Opener, finding: Finding, given: Handing
) -> Referral:
    """Hand a counted finding on, and make a clue.

    The event and the referral say that it was done and nothing more: more people read
    the history than may read why. Why stands in the clue alone, and who sees that sees
    the referral. Raises WrongState, Incomplete, BadInput.
    """
    held(session, finding, "refer")
    today = due.today(now())
    if given.referred_on is not None and given.referred_on > today:
        raise BadInput("day_ahead")
    digest = wording.needed(given.digest, "clue_digest_missing")
    to_unit = wording.needed(given.to_unit, "recipient_missing", 200)
    home = session.get_one(Campaign, finding.campaign_id)
    referral = Referral(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        to_unit=to_unit,
        referred_on=given.referred_on or today,
        referred_by=actor.user_id,
    )
    clue = Told(
        region_code=keeper(actor, home, finding),
        source=ClueSource.VISIT,
        received_on=referral.referred_on,
        content=told(given.reason, "reason_missing"),
        digest=digest,
        unit_named=_named(session, finding),
        place_code=finding.region_code or "",
        category_code=finding.category_code,
    )
    content = registering.sealed(opener, clue.content)
    keeping.count_alone(session, home)
    _refuse_again(session, clue, finding, to_unit)
    link = (finding.id, Link.FROM)
    made = registering.enter(session, actor, home, clue, content, link)
    keeping.not_the_named(session, made, to_unit)
    referral.clue_id = made.id
    session.add(referral)
    events.record(session, actor, finding, "finding.referred")
    return referral


def _refuse_again(session: Session, told: Told, finding: Finding, to_unit: str) -> None:
    """Refuse what the same register hands on to the same body in the same words."""
    there = (
        Referral.of(finding.id)
        .join(Clue, Clue.id == Referral.clue_id)
        .where(
            Referral.to_unit == to_unit,
            Clue.region_code == told.region_code,
            Clue.digest == told.digest,
            Clue.state.in_(UNFINISHED),
        )
    )
    if session.scalar(there.limit(1)) is not None:
        raise ReferredAlready(unit=to_unit)


def keeper(actor: Actor, home: Campaign, finding: Finding) -> str:
    """Say in whose register the clue stands: that of the office that refers.

    The narrowest, where somebody holds several that look over the finding.
    """
    place = finding.region_code or home.region_code
    near = access.within(actor, home, "finding.refer")
    over = [one for one in near if one and place.startswith(one)]
    return max(over, key=len).ljust(12, "0") if over else home.region_code


def _named(session: Session, finding: Finding) -> str:
    unit = session.get(Unit, finding.responsible_unit_id or 0)
    return unit.name if unit else finding.responsible_text
