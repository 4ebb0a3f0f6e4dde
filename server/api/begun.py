"""Drafts: a phone says what it has begun, so that the office can count what is lost."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from server.actions import begun as beginnings
from server.actions.begun import Draft
from server.api.asking import bearer
from server.api.schemas import DraftsShape
from server.db import writing

blueprint = Blueprint(
    "begun", __name__, url_prefix="/api/v1", description="What a phone has begun"
)


@blueprint.put("/drafts")
@blueprint.arguments(DraftsShape)
@blueprint.response(200)
def announce(told: dict[str, Any]) -> Response:
    """Take down what lies unsent on the phone: ids, forms and days, no answers."""
    actor, device = bearer()
    drafts = [Draft(**one) for one in told["drafts"]]
    with writing() as session:
        count = beginnings.announce(session, actor, device, drafts)
    return jsonify(drafts=count)
