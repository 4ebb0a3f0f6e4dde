"""Who has to put it right: assigned, acknowledged, disputed, escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import events, visits
from server.actions.access import Actor, own_units
from server.actions.life import due, recurrence, stages
from server.actions.life.moves import held, move, set_due, told
from server.db import now
from server.errors import BadInput, Conflict, Incomplete, NotAllowed, WrongState
from server.models import (
    OPEN,
    OWING,
    Campaign,
    Finding,
    Part,
    Rectification,
    Unit,
)
from server.models.place import LEVELS, level_of


class DisputeSpent(Conflict):
    """A unit disputes a finding once; then the office decides."""

    code = "dispute_spent"


@dataclass(frozen=True, slots=True)
class Assignment:
    """To whom a finding goes, what they owe, and until when."""

    lead: Unit | None
    requirement: str
    #: None counts it from the rule's or the severity's days.
    due_on: date | None = None
    assist: tuple[Unit, ...] = ()
    oversight: tuple[Unit, ...] = ()
    root: Unit | None = None
    root_level: str = ""
    responsible_post: str = ""


def assign(session: Session, actor: Actor, finding: Finding, given: Assignment) -> None:
    """Give a finding to the units that have to put it right (交办).

    Raises WrongState, Incomplete naming what is missing, BadInput.
    """
    held(session, finding, "assign")
    visits.require_known(session, finding.visit_id)
    lead, was = _lead(finding, given), finding.responsible_unit_id
    _write(finding, given, lead)
    for unit_id in {was, lead.id}:
        recurrence.renew(session, actor, finding, unit_id, finding.category_code)
    set_due(session, actor, finding, _due(session, finding, given), "reassigned")
    _put_on(session, finding, _parts(given, lead))
    finding.assigned_at = now()
    move(session, actor, finding, "assign", unit=lead.id, due_on=str(finding.due_on))


def acknowledge(
    session: Session, actor: Actor, finding: Finding, owed: Rectification
) -> None:
    """Let a unit say that it has received the finding (签收).

    Raises WrongState, and NotAllowed for a unit that only oversees.
    """
    if owed.part not in OWING:
        raise NotAllowed("oversight_looks_on")
    if owed.acknowledged_at is not None:
        raise WrongState
    owed.acknowledged_at = now()
    if owed.part == Part.LEAD:
        held(session, finding, "acknowledge")
        move(session, actor, finding, "acknowledge", unit=owed.unit_id)
    else:
        _still_open(finding)
        events.record(
            session, actor, finding, "finding.acknowledged", unit=owed.unit_id
        )


def dispute(
    session: Session, actor: Actor, finding: Finding, owed: Rectification, reason: str
) -> None:
    """Let the leading unit say, once, that it is not the one (责任异议).

    Who acts for a unit does not: disputes are the office's to decide. Raises
    NotAllowed, DisputeSpent, WrongState, Incomplete.
    """
    held(session, finding, "dispute")
    if owed.unit_id not in own_units(actor, finding.campaign_id):
        raise NotAllowed
    if owed.part != Part.LEAD:
        raise NotAllowed("lead_only")
    if has_disputed(session, finding, owed):
        raise DisputeSpent
    owed.dispute_reason = told(reason, "reason_missing")
    owed.disputed_at = now()
    _release(session, finding)
    move(session, actor, finding, "dispute", reason=owed.dispute_reason)


def escalate(
    session: Session, actor: Actor, finding: Finding, level: str, reason: str
) -> None:
    """Put a finding under a higher level's supervision (提级督办).

    Raises WrongState, BadInput for a level that is not above, Incomplete.
    """
    held(session, finding, "escalate")
    if level not in LEVELS:
        raise BadInput("level_unknown")
    if level not in supervisors(session, finding):
        raise BadInput("level_not_above")
    why = told(reason, "reason_missing")
    finding.escalated_to = level
    events.record(session, actor, finding, "finding.escalated", level=level, reason=why)


def supervisors(session: Session, finding: Finding) -> tuple[str, ...]:
    """List the levels that may supervise a finding from now on, the next one first."""
    home = session.get_one(Campaign, finding.campaign_id)
    own = finding.manifest_level or level_of(finding.region_code or home.region_code)
    return stages.above(own, finding.escalated_to)


def has_disputed(session: Session, finding: Finding, owed: Rectification) -> bool:
    """Say whether a unit disputed a finding before, in whichever of its spells."""
    spells = Rectification.ever(finding.id).where(
        Rectification.unit_id == owed.unit_id, Rectification.disputed_at.is_not(None)
    )
    return session.scalar(spells.limit(1)) is not None


def _still_open(finding: Finding) -> None:
    if finding.status not in OPEN:
        raise WrongState(status=finding.status)


def _lead(finding: Finding, given: Assignment) -> Unit:
    """Find the leading unit; every unit must be the campaign's."""
    if given.lead is None:
        raise Incomplete("unit_missing")
    others = (*given.oversight, given.root, *given.assist, given.lead)
    if any(unit and unit.campaign_id != finding.campaign_id for unit in others):
        raise BadInput("unit_unknown")
    return given.lead


def _write(finding: Finding, given: Assignment, lead: Unit) -> None:
    if not finding.source:
        raise Incomplete("source_missing")
    if given.root_level not in ("", *LEVELS):
        raise BadInput("level_unknown")
    finding.requirement = told(given.requirement, "requirement_missing")
    finding.responsible_unit_id = lead.id
    finding.responsible_post = given.responsible_post.strip()[:60]
    finding.root_unit_id = given.root.id if given.root else finding.root_unit_id
    finding.root_level = given.root_level or finding.root_level


def _due(session: Session, finding: Finding, given: Assignment) -> date:
    settings = session.get_one(Campaign, finding.campaign_id).settings
    at = now()
    chosen = given.due_on or due.first_due(settings, finding.severity, finding.days, at)
    if chosen < due.today(at):
        raise BadInput("due_in_the_past")
    return chosen


def _parts(given: Assignment, lead: Unit) -> dict[int, Part]:
    """Give each unit its one part: who leads does not assist, who owes not oversee."""
    oversee = {unit.id: Part.OVERSEE for unit in given.oversight}
    assist = {unit.id: Part.ASSIST for unit in given.assist}
    return oversee | assist | {lead.id: Part.LEAD}


def _put_on(session: Session, finding: Finding, parts: dict[int, Part]) -> None:
    """Let these units' spells begin; those of who was on it are over."""
    _release(session, finding)
    session.add_all(
        Rectification(
            campaign_id=finding.campaign_id,
            finding_id=finding.id,
            unit_id=unit_id,
            part=part,
        )
        for unit_id, part in parts.items()
    )


def _release(session: Session, finding: Finding) -> None:
    for each in session.scalars(Rectification.of(finding.id)):
        each.released_at = now()
