"""The bytes of photos and files, for those who may see the submission."""

from __future__ import annotations

import io
from typing import BinaryIO

from flask import Blueprint, Response, current_app, request, send_file

from media.errors import BlobMissing, MediaError
from server.actions import access
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
    """Give the very bytes that came; a browser shows only known kinds of photo."""
    found, room = _stored(key)
    kind = found.mime if found.mime in (*SHOWN, *PLAYED) else "application/octet-stream"
    if request.if_none_match.contains(found.sha256 or ""):
        return _unchanged(found)
    stream = _open(room, found)
    saved = kind not in (*SHOWN, *PLAYED) or "save" in request.args
    return sealed(
        send_file(
            stream,
            mimetype=kind,
            as_attachment=saved,
            download_name=label(found),
            etag=found.sha256 or False,
        )
    )


@blueprint.get("/photos/<key>/thumb")
def small(key: str) -> Response:
    """Give the small copy; made when it is not there yet."""
    found, room = _stored(key)
    if request.if_none_match.contains(f"{found.sha256}-{SMALL}"):
        return _unchanged(found)
    copy = io.BytesIO(_small(room, found))
    return sealed(
        send_file(copy, mimetype="image/jpeg", etag=f"{found.sha256}-{SMALL}")
    )


def _stored(key: str) -> tuple[Attachment, str]:
    found = access.attachment(reading(), visitor().actor, key)
    if found.received_at is None or not found.sha256:
        raise NotFound
    return found, reading().get_one(Campaign, found.campaign_id).room


def _open(room: str, found: Attachment) -> BinaryIO:
    try:
        stream: BinaryIO = current_app.extensions["store"].open(room, found.sha256)
    except BlobMissing:
        raise NotFound("photo_missing") from None
    return stream


def _small(room: str, found: Attachment) -> bytes:
    store, darkroom = (current_app.extensions[name] for name in ("store", "darkroom"))
    kept = store.open_derived(room, found.sha256, THUMBNAIL)
    if kept is not None:
        with kept:
            return bytes(kept.read())
    with _open(room, found) as stream:
        content = stream.read()
    try:
        copy: bytes = darkroom.thumbnail(content, SMALL)
    except MediaError:
        raise NotFound("photo_unreadable") from None
    store.put_derived(room, found.sha256, THUMBNAIL, copy)
    return copy


def label(found: Attachment | Proof) -> str:
    """Cut the phone's label to a name; a path in it means nothing here."""
    name = found.name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable()).strip(". ") or "photo"


def _unchanged(_found: Attachment) -> Response:
    return sealed(Response(status=304))


def sealed(response: Response) -> Response:
    """Let nothing in the bytes run, and only this person keep them."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
