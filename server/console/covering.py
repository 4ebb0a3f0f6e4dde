"""What a reviewer drew over a picture, and the covered copy that is made of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app

from media.errors import BlobMissing, Undecodable
from media.store import Blob
from server.actions import copies, redaction
from server.actions.redaction import Region
from server.console.asked import told
from server.console.desk import here
from server.errors import BadInput


def covered(sha256: str) -> tuple[Sequence[Region], Blob]:
    """Read what was drawn and keep the copy: bytes before rows; raises BadInput."""
    regions = redaction.regions(told("regions"))
    store, darkroom = (current_app.extensions[name] for name in ("store", "darkroom"))
    try:
        copy = copies.cover(store, darkroom, here().campaign.room, sha256, regions)
    except (BlobMissing, Undecodable):
        raise BadInput("photo_not_covered") from None
    return regions, copy
