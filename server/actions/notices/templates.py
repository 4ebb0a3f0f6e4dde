"""The documents that an office brings in the place of those that are shipped."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life.work import Stored
from server.db import now
from server.errors import WrongState
from server.models import Campaign, NoticeTemplate


def in_use(session: Session, campaign: Campaign, kind: str) -> NoticeTemplate | None:
    """Give the office's own template of a kind; None where the shipped one holds."""
    chosen = NoticeTemplate.in_use(campaign.id).where(NoticeTemplate.kind == kind)
    return session.scalar(chosen)


def replace(
    session: Session, actor: Actor, campaign: Campaign, kind: str, brought: Stored
) -> None:
    """Let a document hold that was tried and is in the store already."""
    _end(session, campaign, kind)
    new = NoticeTemplate(
        campaign_id=campaign.id,
        kind=kind,
        name=brought.name,
        sha256=brought.sha256,
        size=brought.size,
        brought_by=actor.user_id,
    )
    session.add(new)
    told = {"kind": kind, "sha256": brought.sha256, "name": brought.name}
    events.record(session, actor, new, "notice_template.brought", **told)


def go_back(session: Session, actor: Actor, campaign: Campaign, kind: str) -> None:
    """Let the shipped document hold again; raises WrongState where it does."""
    ended = _end(session, campaign, kind)
    if ended is None:
        raise WrongState
    told = {"kind": kind, "sha256": ended.sha256}
    events.record(session, actor, ended, "notice_template.ended", **told)


def _end(session: Session, campaign: Campaign, kind: str) -> NoticeTemplate | None:
    session.refresh(campaign, with_for_update=True)
    held = in_use(session, campaign, kind)
    if held is not None:
        held.replaced_at = now()
    return held
