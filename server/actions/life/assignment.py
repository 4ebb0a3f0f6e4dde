"""Who has to put it right: assigned, acknowledged, disputed, escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import due
from server.actions.life.moves import held, move, set_due, told
from server.db import now
from server.errors import BadInput, Conflict, Incomplete, NotAllowed, WrongState
from server.models import (
    OPEN,
    Campaign,
    Finding,
    Part,
    Rectification,
    Unit,
)
from server.models.place import LEVELS


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
    oversight: Unit | None = None
    root: Unit | None = None
    root_level: str = ""
    responsible_post: str = ""


def assign(session: Session, actor: Actor, finding: Finding, given: Assignment) -> None:
    """Give a finding to the units that have to put it right (交办).

    Raises WrongState, Incomplete naming what is missing, BadInput.
    """
    held(session, finding, "assign")
    lead = _lead(finding, given)
    _write(finding, given, lead)
    set_due(session, actor, finding, _due(session, finding, given), "reassigned")
    _put_on(session, finding, {lead.id: Part.LEAD} | _assisting(given, lead))
    finding.assigned_at = now()
    move(session, actor, finding, "assign", unit=lead.id, due_on=str(finding.due_on))


def acknowledge(
    session: Session, actor: Actor, finding: Finding, owed: Rectification
) -> None:
    """Let a unit say that it has received the finding (签收)."""
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
    """Let the leading unit say, once, that it is not the one (责任异议)."""
    held(session, finding, "dispute")
    if owed.part != Part.LEAD:
        raise NotAllowed("lead_only")
    if owed.disputed_at is not None:
        raise DisputeSpent
    owed.dispute_reason = told(reason, "reason_missing")
    owed.disputed_at = now()
    for each in session.scalars(Rectification.of(finding.id)):
        each.released_at = now()
    move(session, actor, finding, "dispute", reason=owed.dispute_reason)


def escalate(
    session: Session, actor: Actor, finding: Finding, level: str, reason: str
) -> None:
    """Put a finding under a higher level's supervision (提级督办)."""
    session.refresh(finding, with_for_update=True)
    _still_open(finding)
    if level not in LEVELS:
        raise BadInput("level_unknown")
    why = told(reason, "reason_missing")
    finding.escalated_to = level
    events.record(session, actor, finding, "finding.escalated", level=level, reason=why)


def _still_open(finding: Finding) -> None:
    if finding.status not in OPEN:
        raise WrongState(status=finding.status)


def _lead(finding: Finding, given: Assignment) -> Unit:
    """Find the leading unit; every unit must be the campaign's."""
    if given.lead is None:
        raise Incomplete("unit_missing")
    others = (given.oversight, given.root, *given.assist, given.lead)
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
    finding.oversight_unit_id = given.oversight.id if given.oversight else None
    finding.root_unit_id = given.root.id if given.root else None
    finding.root_level = given.root_level


def _due(session: Session, finding: Finding, given: Assignment) -> date:
    settings = session.get_one(Campaign, finding.campaign_id).settings
    at = now()
    chosen = given.due_on or due.first_due(settings, finding.severity, finding.days, at)
    if chosen < due.today(at):
        raise BadInput("due_in_the_past")
    return chosen


def _assisting(given: Assignment, lead: Unit) -> dict[int, Part]:
    return {unit.id: Part.ASSIST for unit in given.assist if unit.id != lead.id}


def _put_on(session: Session, finding: Finding, parts: dict[int, Part]) -> None:
    """Let these units owe the finding; who is not among them is released."""
    ever = select(Rectification).where(Rectification.finding_id == finding.id)
    known = {row.unit_id: row for row in session.scalars(ever)}
    for unit_id, row in known.items():
        if unit_id not in parts and row.released_at is None:
            row.released_at = now()
    for unit_id, part in parts.items():
        row = known.get(unit_id) or Rectification(
            campaign_id=finding.campaign_id, finding_id=finding.id, unit_id=unit_id
        )
        if row.released_at is not None:
            row.assigned_at = now()
        row.part = part
        row.acknowledged_at = row.released_at = None
        session.add(row)
