"""What of one photo may leave, and who sees its original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from server.actions import redaction
from server.actions.access import Actor
from server.actions.redaction import Guard, Leaving, Picture
from server.models import OriginalOpening, Redaction


@dataclass(frozen=True, slots=True)
class Copy:
    """What leaves of a photo, in words, and what can be done about it."""

    guard: Guard
    said: LazyString
    mark: str
    versions: int
    opened_until: datetime | None
    openings: int

    @property
    def regions(self) -> Sequence[Sequence[float]]:
        """The regions that are covered now."""
        return self.guard.redaction.regions if self.guard.redaction else ()


def read(session: Session, actor: Actor, photo: Picture) -> Copy:
    """Read what leaves of a photo."""
    found = redaction.guard(session, photo)
    said, mark = _said(found, redaction.leaving(session, [photo]).get(photo.id))
    versions = Redaction.of(photo.campaign_id, [photo.sha256 or ""])
    openings = redaction.openings(photo).with_only_columns(OriginalOpening.id)
    return Copy(
        found,
        said,
        mark,
        len(session.scalars(versions.with_only_columns(Redaction.id)).all()),
        redaction.opened_until(session, actor, photo) if found.holds else None,
        len(session.scalars(openings).all()),
    )


def _said(found: Guard, leaves: Leaving | None) -> tuple[LazyString, str]:
    if found.redaction is not None:
        many = len(found.redaction.regions)
        return _("外流的是涂抹件，遮住 %(n)s 处", n=many), "done"
    if found.is_sensitive:
        return _("敏感，未涂抹：不进入任何导出"), "check"
    if leaves is not None:
        return _("外流的是去除拍摄信息的副本"), "done"
    return _("未放开：不外流"), "wait"
