"""Upkeep between jobs: old uploads and exports, and the database's log."""

from __future__ import annotations

from flask import current_app

from media.upload import Partial
from server.actions import exports, uploads
from server.db import checkpoint, reading, writing
from server.jobs.exports import place


def run() -> None:
    """Throw away what has run out, fold the log when it is long."""
    checkpoint()
    partial: Partial = current_app.extensions["partial"]
    for upload in uploads.expired(reading()):
        partial.discard(upload.key)
        with writing() as session:
            uploads.forget(session, upload)


def tidy_exports() -> None:
    """Remove files whose time is over, ask anew for what is made every week."""
    for wanted in exports.expired(reading()):
        place(wanted).unlink(missing_ok=True)
        with writing() as session:
            exports.forget(session, wanted)
    for wanted in exports.due_today(reading()):
        with writing() as session:
            exports.renew(session, wanted.id)
