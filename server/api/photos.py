"""How a finding looked: small copies for the phones of the team that found it."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from media.store import Store
from server.actions import follow_ups, redaction
from server.actions.photos import THUMBNAIL
from server.api.asking import bearer
from server.api.files import sent
from server.db import reading
from server.errors import NotFound
from server.models import Campaign

blueprint = Blueprint("field_photos", __name__, url_prefix="/api/v1/findings")


@blueprint.get("/photos/<key>")
def small(key: str) -> Response:
    """Send the small copy of a photo that shows an open finding of the own team."""
    actor, device = bearer()
    found = follow_ups.photo(reading(), device, key)
    room = reading().get_one(Campaign, device.campaign_id).room
    store: Store = current_app.extensions["store"]
    sha256 = redaction.seen_as(reading(), actor, found)
    kept = store.open_derived(room, sha256, THUMBNAIL)
    if kept is None:
        raise NotFound("photo_missing")
    with kept:
        return sent(kept.read(), "image/jpeg")
