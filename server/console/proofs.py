"""The bytes of proofs, for who may see the finding or whose unit brought them."""

from __future__ import annotations

from flask import Blueprint, Response

from server.actions import access
from server.actions.photos import SHOWN
from server.console.desk import visitor
from server.console.originals import Came, original
from server.db import reading
from server.models import Campaign

blueprint = Blueprint("proofs", __name__)


@blueprint.get("/proofs/<key>")
def whole(key: str) -> Response:
    """Give the very bytes that came; a browser shows only known kinds of photo."""
    found = access.proof(reading(), visitor().actor, key)
    room = reading().get_one(Campaign, found.campaign_id).room
    return original(room, Came(found.name, found.mime, found.sha256), SHOWN)
