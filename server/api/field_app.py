"""The field app's own files, as they were built."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, redirect, send_from_directory
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
    answer = send_from_directory(BUILT, name, max_age=0)
    hashed = name.startswith("assets/")
    answer.headers["Cache-Control"] = FOREVER if hashed else ASK
    return answer
