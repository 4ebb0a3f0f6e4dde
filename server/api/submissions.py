"""Submissions from the field app: answers first, files after."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from server.actions import attachments, submissions, uploads
from server.actions.envelope import Announced
from server.api import arrival
from server.api.asking import epoch, sender
from server.api.schemas import SubmissionShape
from server.db import reading, writing
from server.errors import InstanceConflict
from server.models import Device, Submission
from sync.decision import Decision

blueprint = Blueprint(
    "submissions", __name__, url_prefix="/api/v1", description="Answers and receipts"
)


@blueprint.post("/submissions")
@blueprint.arguments(SubmissionShape)
@blueprint.response(201)
def receive(told: dict[str, Any]) -> tuple[Response, int]:
    """Take in answers with their manifest: 201 when new, 200 when known."""
    actor, device = sender()
    envelope = arrival.envelope(
        device,
        told["xml"].encode(),
        announced={file["name"]: Announced(**file) for file in told["files"]},
        device_time=told["device_time"],
    )
    with writing() as session:
        reception = submissions.receive(session, actor, device, envelope)
    if reception.decision is Decision.CONFLICT:
        raise InstanceConflict(instance_id=envelope.instance.instance_id)
    kept = reading().get_one(Submission, reception.submission_id)
    return _receipt(device, kept), 201 if reception.is_new else 200


@blueprint.get("/submissions/<path:instance_id>/receipt")
@blueprint.response(200)
def receipt(instance_id: str) -> Response:
    """List what is durably stored of what this phone sent."""
    _, device = sender()
    found = uploads.submission_of(reading(), device, instance_id)
    return _receipt(device, found)


def _receipt(device: Device, submission: Submission) -> Response:
    drawn = attachments.receipt(reading(), device, submission, epoch())
    return jsonify(drawn.to_json())
