"""The very bytes that came, shown in a page only when they are nothing else.

What has more bytes behind its picture (a ZIP, a page, a film) is shown as a copy made
of its pixels; the original is handed out as a file. See docs/decisions/0066.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from flask import Response, current_app, request, send_file

from media.errors import BlobMissing, MediaError
from media.photo import Darkroom
from media.sniff import OTHER, hides_something, sniff
from media.store import Store
from server.actions.photos import SHOWN, VIEW, VIEWED
from server.errors import NotFound

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Came:
    """Bytes as they came: the label they had, what they are, and their hash."""

    name: str
    mime: str
    sha256: str


def original(room: str, came: Came, kinds: tuple[str, ...]) -> Response:
    """Send what came: inline when it is of these kinds, else as a file."""
    kind = came.mime if came.mime in kinds else OTHER
    saved = kind == OTHER or "save" in request.args
    if known(came.sha256):
        return sealed(Response(status=304))
    stream = opened(room, came.sha256)
    if kind in SHOWN and not saved and hides_something(stream):
        stream.close()
        return small(room, came.sha256, VIEWED, VIEW)
    return sealed(
        send_file(
            stream,
            mimetype=kind,
            as_attachment=saved,
            download_name=label(came.name),
            etag=came.sha256,
        )
    )


def loose(name: str, content: bytes) -> Response:
    """Send bytes of no room: inline when they are a photo and nothing else."""
    stream, kind = io.BytesIO(content), sniff(content[:32])
    shown = kind in SHOWN and not hides_something(stream)
    return sealed(
        send_file(
            stream,
            mimetype=kind if shown else OTHER,
            as_attachment=not shown,
            download_name=label(name),
        )
    )


def small(room: str, sha256: str, name: str, edge: int) -> Response:
    """Send a copy made of the pixels, within so many on its longer edge."""
    tag = f"{sha256}-{edge}"
    if known(tag):
        return sealed(Response(status=304))
    made = io.BytesIO(copy(room, sha256, name, edge))
    return sealed(send_file(made, mimetype="image/jpeg", etag=tag))


def opened(room: str, sha256: str) -> BinaryIO:
    """Open the bytes in the store; raises NotFound."""
    try:
        stream: BinaryIO = current_app.extensions["store"].open(room, sha256)
    except BlobMissing:
        raise NotFound("photo_missing") from None
    return stream


def copy(room: str, sha256: str, name: str, edge: int) -> bytes:
    """Give a copy made of a photo's pixels; made when it is not there yet.

    Raises NotFound for what cannot be decoded.
    """
    store: Store = current_app.extensions["store"]
    kept = store.open_derived(room, sha256, name)
    if kept is not None:
        with kept:
            return kept.read()
    darkroom: Darkroom = current_app.extensions["darkroom"]
    with opened(room, sha256) as stream:
        content = stream.read()
    try:
        made = darkroom.thumbnail(content, edge)
    except MediaError:
        raise NotFound("photo_unreadable") from None
    store.put_derived(room, sha256, name, made)
    return made


def known(tag: str) -> bool:
    """Tell whether the browser has the bytes of this tag."""
    return request.if_none_match.contains(tag)


def label(told: str) -> str:
    """Cut the phone's label to a name; a path in it means nothing here."""
    name = told.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable()).strip(". ") or "photo"


def sealed(response: Response) -> Response:
    """Let nothing in the bytes run, and only this person keep them."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
