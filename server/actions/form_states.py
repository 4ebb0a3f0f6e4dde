"""Whether a form is offered: closed, opened again, withdrawn."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.errors import Incomplete
from server.models import Form, FormState


def close(session: Session, actor: Actor, form: Form, why: str) -> None:
    """Stop offering the form; phones may still send what they have."""
    _set_state(session, actor, form, FormState.CLOSED, why)


def reopen(session: Session, actor: Actor, form: Form, why: str) -> None:
    """Offer the form again."""
    _set_state(session, actor, form, FormState.OPEN, why)


def withdraw(session: Session, actor: Actor, form: Form, why: str) -> None:
    """Take the form back; what still arrives is kept and marked late."""
    _set_state(session, actor, form, FormState.WITHDRAWN, why)


def _set_state(
    session: Session, actor: Actor, form: Form, state: FormState, why: str
) -> None:
    if not why.strip():
        raise Incomplete("reason_missing")
    if form.state == state:
        return
    form.state = state
    events.record(session, actor, form, f"form.{state.value}", why=why.strip())
