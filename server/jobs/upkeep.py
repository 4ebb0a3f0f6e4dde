"""Upkeep between jobs: old uploads, and the database's log."""

from __future__ import annotations

from flask import current_app

from media.upload import Partial
from server.actions import uploads
from server.db import checkpoint, reading, writing


def run() -> None:
    """Throw away what has run out, fold the log when it is long."""
    checkpoint()
    partial: Partial = current_app.extensions["partial"]
    for upload in uploads.expired(reading()):
        partial.discard(upload.key)
        with writing() as session:
            uploads.forget(session, upload)
