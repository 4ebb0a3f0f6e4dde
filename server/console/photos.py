"""The bytes of photos and files, for those who may see the submission."""

from __future__ import annotations

from flask import Blueprint, Response

from server.actions import access, redaction
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
    """Give the very bytes that came, or the covered copy that stands for them.

    A browser shows only known kinds of photo.
    """
    found, room, sha256 = _stored(key)
    mime = found.mime if sha256 == found.sha256 else "image/jpeg"
    came = Came(found.name, mime, sha256)
    return originals.original(room, came, (*SHOWN, *PLAYED))


@blueprint.get("/photos/<key>/thumb")
def small(key: str) -> Response:
    """Give the small copy; made when it is not there yet."""
    _found, room, sha256 = _stored(key)
    return originals.small(room, sha256, THUMBNAIL, SMALL)


def _stored(key: str) -> tuple[Attachment, str, str]:
    """Find a photo, its room, and the hash of what this person sees of it."""
    actor, session = visitor().actor, reading()
    found = access.attachment(session, actor, key)
    if found.received_at is None or not found.sha256:
        raise NotFound
    room = session.get_one(Campaign, found.campaign_id).room
    return found, room, redaction.seen_as(session, actor, found)
