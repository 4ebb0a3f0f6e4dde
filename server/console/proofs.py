"""The bytes of proofs, for who may see the finding or whose unit brought them."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, send_file

from media.errors import BlobMissing
from server.actions import access
from server.actions.photos import SHOWN
from server.console.desk import visitor
from server.console.photos import label, sealed
from server.db import reading
from server.errors import NotFound
from server.models import Campaign, Proof

blueprint = Blueprint("proofs", __name__)


@blueprint.get("/proofs/<key>")
def whole(key: str) -> Response:
    """Give the very bytes that came; a browser shows only known kinds of photo."""
    found = access.proof(reading(), visitor().actor, key)
    return sealed(_sent(found))


def _sent(found: Proof) -> Response:
    room = reading().get_one(Campaign, found.campaign_id).room
    try:
        stream = current_app.extensions["store"].open(room, found.sha256)
    except BlobMissing:
        raise NotFound("photo_missing") from None
    shown = found.mime in SHOWN
    return send_file(
        stream,
        mimetype=found.mime if shown else "application/octet-stream",
        as_attachment=not shown,
        download_name=label(found),
        etag=found.sha256,
    )
