"""The bytes of photos and files, for those who may see the submission."""

from __future__ import annotations

import io
from typing import BinaryIO

from flask import Blueprint, Response, current_app, request, send_file

from media.errors import BlobMissing, MediaError
from server.actions import access, redaction
from server.actions.photos import PLAYED, SHOWN, SMALL, THUMBNAIL
from server.console.desk import visitor
from server.db import reading
from server.errors import NotFound
from server.models import Attachment, Campaign, Proof

blueprint = Blueprint("photos", __name__)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@blueprint.get("/photos/<key>")
def whole(key: str) -> Response:
    """Give the very bytes that came, or the covered copy that stands for them.

    A browser shows only known kinds of photo.
    """
    found, room, sha256 = _stored(key)
    covered = sha256 != found.sha256
    kind = "image/jpeg" if covered else found.mime
    if request.if_none_match.contains(sha256):
        return _unchanged()
    shown = kind in (*SHOWN, *PLAYED)
    return sealed(
        send_file(
            _open(room, sha256),
            mimetype=kind if shown else "application/octet-stream",
            as_attachment=not shown or "save" in request.args,
            download_name=label(found),
            etag=sha256,
        )
    )


@blueprint.get("/photos/<key>/thumb")
def small(key: str) -> Response:
    """Give the small copy; made when it is not there yet."""
    _found, room, sha256 = _stored(key)
    if request.if_none_match.contains(f"{sha256}-{SMALL}"):
        return _unchanged()
    copy = io.BytesIO(_small(room, sha256))
    return sealed(send_file(copy, mimetype="image/jpeg", etag=f"{sha256}-{SMALL}"))


def _stored(key: str) -> tuple[Attachment, str, str]:
    """Find a photo, its room, and the hash of what this person sees of it."""
    actor, session = visitor().actor, reading()
    found = access.attachment(session, actor, key)
    if found.received_at is None or not found.sha256:
        raise NotFound
    room = session.get_one(Campaign, found.campaign_id).room
    return found, room, redaction.seen_as(session, actor, found)


def _open(room: str, sha256: str) -> BinaryIO:
    try:
        stream: BinaryIO = current_app.extensions["store"].open(room, sha256)
    except BlobMissing:
        raise NotFound("photo_missing") from None
    return stream


def _small(room: str, sha256: str) -> bytes:
    store, darkroom = (current_app.extensions[name] for name in ("store", "darkroom"))
    kept = store.open_derived(room, sha256, THUMBNAIL)
    if kept is not None:
        with kept:
            return bytes(kept.read())
    with _open(room, sha256) as stream:
        content = stream.read()
    try:
        copy: bytes = darkroom.thumbnail(content, SMALL)
    except MediaError:
        raise NotFound("photo_unreadable") from None
    store.put_derived(room, sha256, THUMBNAIL, copy)
    return copy


def label(found: Attachment | Proof) -> str:
    """Cut the phone's label to a name; a path in it means nothing here."""
    name = found.name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable()).strip(". ") or "photo"


def _unchanged() -> Response:
    return sealed(Response(status=304))


def sealed(response: Response) -> Response:
    """Let nothing in the bytes run, and only this person keep them."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
