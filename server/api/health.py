"""Health: is the door open, does the database answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import select

from server.db import reading
from server.models import Installation

blueprint = Blueprint("health", __name__)


@blueprint.get("/ping")
def ping() -> Response:
    """Answer at once."""
    return jsonify(ok=True)


@blueprint.get("/ready")
def ready() -> Response:
    """Answer once the database does."""
    reading().scalars(select(Installation.id)).one()
    return jsonify(ok=True)
