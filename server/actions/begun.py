"""What phones have begun and not yet sent: announced, so that a loss can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.models import Begun, Device, Submission


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft, without its answers."""

    instance_id: str
    form_id: str
    begun_on: date


def announce(
    session: Session, actor: Actor, device: Device, drafts: Sequence[Draft]
) -> int:
    """Keep what a phone says it holds, in place of what it said before.

    Saying the same again changes nothing; answers how many it holds.
    """
    said = {draft.instance_id: draft for draft in drafts}
    known = {row.instance_id for row in session.scalars(Begun.of(device.id))}
    new = [draft for key, draft in said.items() if key not in known]
    over = known - said.keys()
    if new or over:
        _forget(session, device, over)
        session.add_all(_row(device, draft) for draft in new)
        events.record(session, actor, device, "device.holds", drafts=len(said))
    return len(said)


def absent(session: Session, device_ids: Iterable[int]) -> dict[int, int]:
    """Count, by phone, what was begun and never arrived."""
    arrived = select(Submission.id).where(
        Submission.campaign_id == Begun.campaign_id,
        Submission.instance_id == Begun.instance_id,
    )
    counted = (
        select(Begun.device_id, func.count())
        .where(Begun.device_id.in_(list(device_ids)), ~arrived.exists())
        .group_by(Begun.device_id)
    )
    return dict(session.execute(counted).all())


def of_earlier_phones(session: Session, device: Device) -> int:
    """Count what the earlier phones of a person in the team began and never sent."""
    if device.user_id is None:
        return 0
    earlier = select(Device.id).where(
        Device.team_id == device.team_id,
        Device.user_id == device.user_id,
        Device.id != device.id,
    )
    return sum(absent(session, session.scalars(earlier)).values())


def _row(device: Device, draft: Draft) -> Begun:
    return Begun(
        campaign_id=device.campaign_id,
        device_id=device.id,
        instance_id=draft.instance_id,
        form_id=draft.form_id,
        begun_on=draft.begun_on,
    )


def _forget(session: Session, device: Device, over: Iterable[str]) -> None:
    gone = (Begun.device_id == device.id, Begun.instance_id.in_(list(over)))
    session.execute(delete(Begun).where(*gone))
