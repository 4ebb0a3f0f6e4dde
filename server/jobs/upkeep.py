"""Upkeep between jobs: reminders once a day, old uploads, the database's log."""

from __future__ import annotations

from datetime import date

from flask import current_app

from media.upload import Partial
from server.actions import reminders, uploads
from server.actions.life import due
from server.db import checkpoint, now, reading, writing
from server.jobs import hooks


def run() -> None:
    """Remind, throw away what has run out, fold the log when it is long."""
    checkpoint()
    remind(due.today(now()))
    partial: Partial = current_app.extensions["partial"]
    for upload in uploads.expired(reading()):
        partial.discard(upload.key)
        with writing() as session:
            uploads.forget(session, upload)


def remind(day: date) -> None:
    """Make the reminders of a day, unless they are made."""
    if reminders.are_made(reading(), day):
        return
    wanted = hooks.wanted(current_app.extensions["settings"])
    with writing() as session:
        reminders.make(session, day, wanted)
