"""Files that a form brings: kept before any row is written."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from media.sniff import sniff
from server.actions.life.work import Stored
from server.models import Campaign

HEAD = 64


def stored(campaign: Campaign, field: str) -> list[Stored]:
    """Put the files of a form's field into the store; answer what is kept.

    Raises EmptyBlob, StoreFull, StoreUnavailable: then nothing was written.
    """
    files = [file for file in request.files.getlist(field) if file.filename]
    return [_put(campaign.room, file) for file in files]


def _put(room: str, file: FileStorage) -> Stored:
    mime = sniff(file.stream.read(HEAD))
    file.stream.seek(0)
    blob = current_app.extensions["store"].put(room, file.stream)
    return Stored(file.filename or "", blob.sha256, blob.size, mime)
