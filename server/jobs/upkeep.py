"""Upkeep between jobs: reminders, old uploads and exports, seals, the log."""

from __future__ import annotations

from datetime import date

from flask import current_app

from media.upload import Partial
from server.actions import drafts, exports, reminders, seals, uploads
from server.actions.life import due
from server.db import checkpoint, now, reading, writing
from server.jobs import hooks
from server.jobs.exports import place


def run() -> None:
    """Remind, throw away what has run out, seal what happened, fold a long log."""
    checkpoint()
    remind(due.today(now()))
    _forget_uploads()
    _forget_drafts()
    _seal_events()


def _forget_uploads() -> None:
    partial: Partial = current_app.extensions["partial"]
    for upload in uploads.expired(reading()):
        partial.discard(upload.key)
        with writing() as session:
            uploads.forget(session, upload)


def _forget_drafts() -> None:
    """Delete the drafts whose time is over, with all that was filled to try them."""
    for draft in drafts.expired(reading(), now()):
        with writing() as session:
            drafts.forget(session, draft)


def remind(day: date) -> None:
    """Make the reminders of a day, unless they are made."""
    if reminders.are_made(reading(), day):
        return
    wanted = hooks.wanted(current_app.extensions["settings"])
    with writing() as session:
        reminders.make(session, day, wanted)


def _seal_events() -> None:
    """Hash without a lock, then write the seal."""
    for campaign_id in seals.due(reading()):
        sealed = seals.prepare(reading(), campaign_id)
        if sealed is not None:
            with writing() as session:
                seals.keep(session, sealed)


def tidy_exports() -> None:
    """Remove files whose time is over, ask anew for what is made every week."""
    for wanted in exports.expired(reading()):
        place(wanted).unlink(missing_ok=True)
        with writing() as session:
            exports.forget(session, wanted)
    for wanted in exports.due_today(reading()):
        with writing() as session:
            exports.renew(session, wanted.id)
