"""The field app's own files, as they were built."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, redirect, request, send_from_directory
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as Answer

import sync

BUILT = Path(sync.__file__).parent / "client" / "dist"
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"

blueprint = Blueprint("field_app", __name__)


@blueprint.get("/app")
def door() -> Answer:
    """Lead to the app's folder: its service worker's scope."""
    return redirect("/app/", 308)


@blueprint.get("/app/")
def page() -> Response:
    """Send the one page of the app."""
    return _sent("index.html")


@blueprint.get("/app/<path:name>")
def file(name: str) -> Response:
    """Send a file of the app; those with a hash in the name never change."""
    return _sent(name)


def _sent(name: str) -> Response:
    """Send a file, in its small form to who can read that."""
    answer = send_from_directory(BUILT, _small(name) or name, max_age=0)
    if _small(name):
        answer.headers["Content-Encoding"] = "br"
    answer.content_type = guess_type(name)[0] or "application/octet-stream"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = FOREVER if name.startswith("assets/") else ASK
    return answer


def _small(name: str) -> str | None:
    """Name the brotli copy that was laid beside a file when it was built."""
    if not request.accept_encodings.quality("br"):
        return None
    beside = safe_join(str(BUILT), f"{name}.br")
    return f"{name}.br" if beside and Path(beside).is_file() else None
