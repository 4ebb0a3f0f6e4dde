"""The photos behind findings, as small pictures for a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from media.store import Store
from server.actions.photos import THUMBNAIL
from server.models import Attachment, FindingEvidence


def photos_of(session: Session, finding_ids: Sequence[int]) -> dict[int, list[str]]:
    """List the hashes of each finding's received photos, in order."""
    return _by_finding(session, _received(finding_ids))


def released_of(session: Session, finding_ids: Sequence[int]) -> dict[int, list[str]]:
    """List the hashes of those photos that a reviewer let the unit see."""
    shown = _received(finding_ids).where(Attachment.is_released.is_(True))
    return _by_finding(session, shown)


def _received(finding_ids: Sequence[int]) -> Select[int, str | None]:
    return (
        select(FindingEvidence.finding_id, Attachment.sha256)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(
            FindingEvidence.finding_id.in_(finding_ids),
            Attachment.received_at.is_not(None),
        )
        .order_by(FindingEvidence.id)
    )


def _by_finding(
    session: Session, chosen: Select[int, str | None]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for finding_id, sha256 in session.execute(chosen):
        found[finding_id].append(str(sha256))
    return found


class Album:
    """Gives small pictures, up to a number that a workbook can bear."""

    def __init__(self, store: Store, room: str, most: int) -> None:
        self._store = store
        self._room = room
        self._left = most

    def first(self, hashes: Sequence[str]) -> bytes | None:
        """Give the first of these photos that has a small copy."""
        for sha256 in hashes if self._left > 0 else ():
            stream = self._store.open_derived(self._room, sha256, THUMBNAIL)
            if stream is None:
                continue
            with stream:
                self._left -= 1
                return stream.read()
        return None
