"""The bytes of photos and files, for those who may see the submission."""

from __future__ import annotations

from flask import Blueprint, Response

from server.actions import access
from server.actions.photos import PLAYED, SHOWN, SMALL, THUMBNAIL
from server.console import originals
from server.console.desk import visitor
from server.console.originals import Came
from server.db import reading
from server.errors import NotFound
from server.models import Attachment, Campaign

blueprint = Blueprint("photos", __name__)


@blueprint.get("/photos/<key>")
def whole(key: str) -> Response:
    """Give the very bytes that came; a browser shows only known kinds of photo."""
    found, room = _stored(key)
    came = Came(found.name, found.mime, found.sha256 or "")
    return originals.original(room, came, (*SHOWN, *PLAYED))


@blueprint.get("/photos/<key>/thumb")
def small(key: str) -> Response:
    """Give the small copy; made when it is not there yet."""
    found, room = _stored(key)
    return originals.small(room, found.sha256 or "", THUMBNAIL, SMALL)


def _stored(key: str) -> tuple[Attachment, str]:
    found = access.attachment(reading(), visitor().actor, key)
    if found.received_at is None or not found.sha256:
        raise NotFound
    return found, reading().get_one(Campaign, found.campaign_id).room
