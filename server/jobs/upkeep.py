"""Upkeep between jobs: old uploads, seals over the events, the database's log."""

from __future__ import annotations

from flask import current_app

from media.upload import Partial
from server.actions import seals, uploads
from server.db import checkpoint, reading, writing


def run() -> None:
    """Throw away what has run out, seal what happened, fold the log when it is long."""
    checkpoint()
    _forget_uploads()
    _seal_events()


def _forget_uploads() -> None:
    partial: Partial = current_app.extensions["partial"]
    for upload in uploads.expired(reading()):
        partial.discard(upload.key)
        with writing() as session:
            uploads.forget(session, upload)


def _seal_events() -> None:
    """Hash without a lock, then write the seal."""
    for campaign_id in seals.due(reading()):
        sealed = seals.prepare(reading(), campaign_id)
        if sealed is not None:
            with writing() as session:
                seals.keep(session, sealed)
