"""The change feed: what happened at the office since the phone last asked."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access, attachments
from server.api.asking import bearer, epoch
from server.api.schemas import ChangesQuery
from server.api.sealing import resumed, sealed
from server.db import now, reading
from server.models import (
    Campaign,
    Device,
    Entity,
    Event,
    Finding,
    Submission,
    Team,
    User,
    Visit,
)
from sync.changes import Cursor

PAGE = 200

blueprint = Blueprint(
    "changes", __name__, url_prefix="/api/v1", description="What changed since"
)


@blueprint.get("/changes")
@blueprint.arguments(ChangesQuery, location="query")
@blueprint.response(200)
def changes(told: dict[str, Any]) -> Response:
    """Tell this phone's submissions that changed, and whether lists did."""
    _, device = bearer()
    session, history = reading(), epoch()
    since = resumed(told["cursor"], history)
    upto = session.get_one(Campaign, device.campaign_id).seq
    touched = session.execute(_touched(device, since, upto)).all()
    more = len(touched) == PAGE
    last = touched[-1].seq if more else upto
    return jsonify(
        cursor=sealed(Cursor(history, last)),
        epoch=history,
        server_time=now().isoformat(),
        submissions=[
            _told(session, device, session.get_one(Submission, row.id), history)
            for row in touched
        ],
        forms_changed=_any(session, _forms(device, since))
        or _any(session, _findings(device, since))
        or _any(session, _entities(session, device, since)),
        visits_changed=_any(session, _visits(device, since)),
        more=more,
    )


def _touched(device: Device, since: int, upto: int) -> Select[int, int]:
    """Select this phone's submissions by their last event after the cursor."""
    last = func.max(Event.seq).label("seq")
    return (
        select(Submission.id, last)
        .join(
            Event,
            (Event.campaign_id == Submission.campaign_id)
            & (Event.subject == Submission.__tablename__)
            & (Event.subject_id == Submission.id),
        )
        .where(
            Submission.campaign_id == device.campaign_id,
            Submission.device_id == device.id,
            Event.seq > since,
            Event.seq <= upto,
        )
        .group_by(Submission.id)
        .order_by(last)
        .limit(PAGE)
    )


def _any(session: Session, happened: Select[int]) -> bool:
    return session.scalar(happened.limit(1)) is not None


def _forms(device: Device, since: int) -> Select[int]:
    """Select what happened to the forms of the campaign."""
    return _happened(device, "form", since)


def _visits(device: Device, since: int) -> Select[int]:
    """Select what happened to visits of the device's own team."""
    return _happened(device, "visit", since).join(
        Visit, (Visit.id == Event.subject_id) & (Visit.team_id == device.team_id)
    )


def _findings(device: Device, since: int) -> Select[int]:
    """Select what happened to the team's own findings: a form's list tells of them."""
    return _happened(device, "finding", since).join(
        Finding,
        (Finding.id == Event.subject_id) & (Finding.team_id == device.team_id),
    )


def _entities(session: Session, device: Device, since: int) -> Select[int]:
    """Select what happened to the entries of lists that the team has."""
    team = session.get_one(Team, device.team_id)
    own = access.carried(team).with_only_columns(Entity.id)
    entries = (Event.subject == "entity") & Event.subject_id.in_(own)
    lists = Event.subject == "entity_list"
    return select(Event.id).where(
        Event.campaign_id == device.campaign_id, Event.seq > since, entries | lists
    )


def _happened(device: Device, subject: str, since: int) -> Select[int]:
    return select(Event.id).where(
        Event.campaign_id == device.campaign_id,
        Event.subject == subject,
        Event.seq > since,
    )


def _told(
    session: Session, device: Device, submission: Submission, history: str
) -> dict[str, Any]:
    numbers = select(Finding.finding_no).where(
        Finding.submission_id == submission.id, Finding.finding_no.is_not(None)
    )
    receipt = attachments.receipt(session, device, submission, history)
    return {
        "instance_id": submission.instance_id,
        "state": submission.state,
        "returned": _returned(session, submission),
        "finding_numbers": list(session.scalars(numbers)),
        "receipt": receipt.to_json(),
    }


def _returned(session: Session, submission: Submission) -> dict[str, Any] | None:
    if submission.state != "returned":
        return None
    by = session.get(User, submission.decided_by) if submission.decided_by else None
    return {
        "reason": submission.return_reason,
        "by": by.staff_no or by.login if by else "",
        "at": submission.decided_at and submission.decided_at.isoformat(),
        "notes": submission.return_notes,
    }
