"""The history of a finding: each change with who, when and why."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.console.pages import problems
from server.console.pages.acts import ACTIONS
from server.models import Device, Event, Finding, FindingVersion, Referral, User

EXAMINED = "submission.examined"
REFERRED = "finding.referred"
FIELDS: dict[str, LazyString] = {
    "title": _("标题"),
    "description": _("描述"),
    "category_code": _("类别"),
    "severity": _("严重程度"),
    "responsible_text": _("责任单位（原文）"),
    "responsible_unit_id": _("责任单位"),
    "manifest_level": _("表现层级"),
    "root_level": _("根源层级"),
    "recurrent": _("反复出现"),
    "requirement": _("整改要求"),
    "due_on": _("整改时限"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history."""

    action: str
    mark: str
    text: LazyString | str
    at: datetime
    who: str
    about: str
    changed: tuple[LazyString, ...]


def read(session: Session, finding: Finding) -> list[Change]:
    """Read each version with the event that began it, oldest first."""
    rows = session.execute(
        select(FindingVersion, Event)
        .join(
            Event,
            (Event.campaign_id == FindingVersion.campaign_id)
            & (Event.seq == FindingVersion.from_seq),
        )
        .where(FindingVersion.finding_id == finding.id)
        .order_by(FindingVersion.from_seq)
    ).all()
    people = problems.signers(session, [event.user_id for _version, event in rows])
    devices = _devices(session, {event.device_id for _version, event in rows})
    befores: list[Mapping[str, Any]] = [{}, *(version.state for version, _ in rows)]
    return [
        _change(event, _who(event, people, devices), before, version.state)
        for (version, event), before in zip(rows, befores, strict=False)
    ]


def told(
    session: Session, finding: Finding, history: list[Change], seen: Collection[int]
) -> list[Change]:
    """Leave out the referrals that are kept from the reader: seen are these, by id."""
    made = session.scalars(Referral.of(finding.id).with_only_columns(Referral.id))
    kept = {place for place, one in enumerate(made) if one not in seen}
    referred = [one for one in history if one.action == REFERRED]
    hidden = [one for place, one in enumerate(referred) if place in kept]
    return [one for one in history if one not in hidden]


def _change(
    event: Event, who: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change:
    body: dict[str, Any] = json.loads(event.body)
    action = event.action
    if action == EXAMINED and before:
        action = "finding.examined"
    mark, text = ACTIONS.get(action, ("wait", action))
    told = ("reason", "comment", "text", "finding_no", "due_on")
    about = next((str(body[name]) for name in told if body.get(name)), "")
    return Change(action, mark, text, event.at, who, about, _changed(before, after))


def _who(event: Event, people: Mapping[int, User], devices: Mapping[int, str]) -> str:
    """Name who did it: by staff number, the phone's label, or the machine."""
    user = people.get(event.user_id or 0)
    if user is not None:
        return user.staff_no or user.login
    return devices.get(event.device_id or 0, "")


def _devices(session: Session, ids: set[int | None]) -> Mapping[int, str]:
    chosen = select(Device).where(Device.id.in_(ids - {None}))
    return {device.id: device.label for device in session.scalars(chosen)}


def _changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[LazyString, ...]:
    """Name the fields that differ; nothing for the very first version."""
    return tuple(
        name
        for field, name in FIELDS.items()
        # What a version does not know yet is empty.
        if before and (before.get(field) or "") != (after.get(field) or "")
    )
