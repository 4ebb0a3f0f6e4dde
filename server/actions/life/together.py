"""Several findings assigned at once (批量交办), each to the unit picked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.life import assignment, due
from server.actions.life.assignment import Assignment
from server.actions.life.moves import told
from server.db import now
from server.errors import BadInput, Refusal
from server.models import Finding, Unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were assigned, and which were not, by the code of the refusal."""

    assigned: int
    refused: dict[str, int]


def assign(
    session: Session,
    actor: Actor,
    findings: Sequence[Finding],
    requirement: str,
    due_on: date | None,
) -> Outcome:
    """Assign each that can be; one that cannot keeps none of the others.

    Raises Incomplete and BadInput for what is wrong with all of them.
    """
    wanted = told(requirement, "requirement_missing")
    if due_on is not None and due_on < due.today(now()):
        raise BadInput("due_in_the_past")
    refused: dict[str, int] = {}
    for finding in sorted(findings, key=lambda one: one.id):
        lead = session.get(Unit, finding.responsible_unit_id or 0)
        given = Assignment(lead, wanted, due_on)
        try:
            with session.begin_nested():
                assignment.assign(session, actor, finding, given)
        except Refusal as refusal:
            refused[refusal.code] = refused.get(refusal.code, 0) + 1
    return Outcome(len(findings) - sum(refused.values()), refused)
