"""What protects a phone's store: whom it seals to, and who opens it again."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, jsonify
from flask_smorest import Blueprint

from server.actions import openings
from server.api.asking import sender
from server.api.schemas import OpeningShape
from server.db import reading, writing
from server.models import Campaign
from server.sealing import Opener, public_text

blueprint = Blueprint(
    "protection", __name__, url_prefix="/api/v1", description="Locked phones"
)


@blueprint.get("/protection")
@blueprint.response(200)
def protection() -> Response:
    """Say whom a phone seals to, and what protection its campaign wants."""
    _, device = sender()
    opener: Opener = current_app.extensions["sealing"]
    campaign = reading().get_one(Campaign, device.campaign_id)
    wanted = openings.wanted(campaign)
    return jsonify(office_key=public_text(opener), **wanted)


@blueprint.post("/openings")
@blueprint.arguments(OpeningShape)
@blueprint.response(201)
def ask(told: dict[str, Any]) -> tuple[Response, int]:
    """Ask the office to open a phone whose PIN was forgotten."""
    actor, device = sender()
    with writing() as session:
        asked = openings.ask(session, actor, device, told["sealed"], told["reply_to"])
        key = asked.key
    return jsonify(opening=key, state="asked"), 201


@blueprint.post("/openings/<key>/answer")
@blueprint.response(200)
def answer(key: str) -> Response:
    """Hand out the office's answer, once; by POST, for it changes something."""
    actor, device = sender()
    with writing() as session:
        state, text = openings.fetch(session, actor, device, key)
    return jsonify(state=state, answer=text)
