"""Enrolment: a one-time code becomes a device and its token."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, jsonify
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.actions import begun, devices
from server.api.asking import epoch
from server.api.schemas import EnrolmentShape
from server.config import Settings
from server.db import now, reading, writing
from server.models import Campaign, Device, Team, User

blueprint = Blueprint(
    "enrolments", __name__, url_prefix="/api/v1", description="A phone joins a team"
)


@blueprint.post("/enrolments")
@blueprint.arguments(EnrolmentShape)
@blueprint.doc(security=[])
def enrol(told: dict[str, Any]) -> tuple[Response, int]:
    """Exchange a code for a token; 404 for a wrong code, 410 for a spent one."""
    with writing() as session:
        device, token = devices.enrol(
            session, told["code"], told["label"], told["platform"]
        )
    return jsonify(_welcome(reading(), device, token)), 201


def _welcome(session: Session, device: Device, token: str) -> dict[str, Any]:
    settings: Settings = current_app.extensions["settings"]
    campaign = session.get_one(Campaign, device.campaign_id)
    team = session.get_one(Team, device.team_id)
    user = session.get(User, device.user_id) if device.user_id else None
    received = devices.received(session, device)
    return {
        "token": token,
        "device_id": device.key,
        "device_label": device.label,
        "campaign": {"code": campaign.code, "name": campaign.name},
        "team": {"code": team.code, "name": team.name},
        "user": {
            "display_name": user.display_name if user else "",
            "staff_no": user.staff_no if user else "",
        },
        "project": campaign.id,
        "openrosa_url": f"{settings.base_url}/v1/key/{token}/projects/{campaign.id}",
        "received": received.whole,
        "received_partly": received.partly,
        "begun": begun.of_earlier_phones(session, device),
        "epoch": epoch(),
        "server_time": now().isoformat(),
    }
