"""More time (延期): asked by the leading unit, granted or refused by the office."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import due
from server.actions.life.moves import held, set_due, told
from server.actions.life.work import leading
from server.db import now
from server.errors import BadInput, Conflict, WrongState
from server.models import Extension, Finding, Rectification


class ExtensionsSpent(Conflict):
    """No more time can be asked for; then the office decides."""

    code = "extensions_spent"


class ExtensionOpen(Conflict):
    """A request for more time waits for its answer."""

    code = "extension_open"


def ask_for_time(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    new_due_on: date,
    reason: str,
) -> Extension:
    """Ask for a later due date (申请延期).

    Raises WrongState, NotAllowed, BadInput, ExtensionOpen, ExtensionsSpent.
    """
    held(session, finding, "ask_time")
    leading(owed)
    if finding.due_on is None or new_due_on <= finding.due_on:
        raise BadInput("due_not_later")
    _may_ask(session, finding)
    asked = Extension(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        asked_by=actor.user_id,
        reason=told(reason, "reason_missing"),
        old_due_on=finding.due_on,
        new_due_on=new_due_on,
    )
    session.add(asked)
    events.record(session, actor, finding, "finding.time_asked", due_on=str(new_due_on))
    return asked


def grant_time(
    session: Session, actor: Actor, finding: Finding, asked: Extension
) -> None:
    """Move the due date as asked (同意延期); the original one stays.

    Raises WrongState when it was answered, or the due date moved since.
    """
    _answered(session, actor, finding, asked)
    if asked.old_due_on != finding.due_on:
        raise WrongState("due_moved_since")
    asked.granted, finding.due_on = True, asked.new_due_on
    events.record(session, actor, finding, "finding.time_answered", granted=True)


def give_time(
    session: Session, actor: Actor, finding: Finding, new_due_on: date, reason: str
) -> None:
    """Move the due date without being asked.

    Raises WrongState, BadInput, Incomplete.
    """
    held(session, finding, "answer_time")
    why = told(reason, "reason_missing")
    if finding.due_on is None:
        raise WrongState(status=finding.status)
    if new_due_on <= finding.due_on:
        raise BadInput("due_not_later")
    set_due(session, actor, finding, new_due_on, why)
    events.record(
        session,
        actor,
        finding,
        "finding.time_given",
        due_on=str(new_due_on),
        reason=why,
    )


def refuse_time(
    session: Session, actor: Actor, finding: Finding, asked: Extension
) -> None:
    """Leave the due date as it is (不同意延期)."""
    _answered(session, actor, finding, asked)
    asked.granted = False
    events.record(session, actor, finding, "finding.time_answered", granted=False)


def _answered(
    session: Session, actor: Actor, finding: Finding, asked: Extension
) -> None:
    """Hold finding and request, and write who answers; raises WrongState."""
    held(session, finding, "answer_time")
    session.refresh(asked, with_for_update=True)
    if asked.decided_at is not None or asked.finding_id != finding.id:
        raise WrongState
    asked.decided_by, asked.decided_at = actor.user_id, now()


def _may_ask(session: Session, finding: Finding) -> None:
    asked = session.scalars(
        Extension.of(finding.id).where(Extension.asked_by.is_not(None))
    ).all()
    if any(each.decided_at is None for each in asked):
        raise ExtensionOpen
    if sum(bool(each.granted) for each in asked) >= due.MOST_EXTENSIONS:
        raise ExtensionsSpent


def extensions(session: Session, finding: Finding) -> int:
    """Count how often the due date was moved at a unit's wish."""
    moved = select(func.count(Extension.id)).where(
        Extension.finding_id == finding.id,
        Extension.granted.is_(True),
        Extension.asked_by.is_not(None),
    )
    return session.scalar(moved) or 0
