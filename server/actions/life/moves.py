"""What every step does: look, move on, tell; and the one way a due date moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import stages
from server.actions.life.stages import Step
from server.db import now
from server.errors import Incomplete, OwnFinding
from server.models import Device, Extension, Finding, Submission


def move(
    session: Session, actor: Actor, finding: Finding, step: Step, **body: Any
) -> None:
    """Take a step that was allowed, and write its event; call it last."""
    finding.status = stages.after(finding.status, step)
    events.record(session, actor, finding, f"finding.{step}", **body)


def held(session: Session, finding: Finding, step: Step) -> None:
    """Hold the finding, so that two decisions never meet; raises WrongState."""
    session.refresh(finding, with_for_update=True)
    stages.after(finding.status, step)


def somebody_else(session: Session, actor: Actor, finding: Finding) -> None:
    """Refuse who found it, and who sent it; raises OwnFinding."""
    submission = session.get_one(Submission, finding.submission_id)
    sender = session.get_one(Device, submission.device_id).user_id
    if actor.user_id is None or actor.user_id in (finding.author_id, sender):
        raise OwnFinding


def set_due(
    session: Session, actor: Actor, finding: Finding, new: date, reason: str
) -> None:
    """Set the first due date, or move it with a row that says why."""
    if finding.due_on == new:
        return
    if finding.due_on is None:
        finding.due_on = finding.original_due_on = new
        return
    session.add(
        Extension(
            campaign_id=finding.campaign_id,
            finding_id=finding.id,
            reason=reason,
            old_due_on=finding.due_on,
            new_due_on=new,
            decided_by=actor.user_id,
            decided_at=now(),
            granted=True,
        )
    )
    finding.due_on = new


def told(words: str, missing: str) -> str:
    """Give the words without their margins; raises Incomplete by name."""
    if not words.strip():
        raise Incomplete(missing)
    return words.strip()
