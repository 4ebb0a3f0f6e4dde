"""The audit log: each change with who, when and why, and nothing of its matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import audit_words
from server.console.pages.listing import Slice
from server.errors import NotAllowed
from server.models import Campaign, Device, Event, EventSeal, User

#: What an event says of its why; the rest of its body is about the matter itself.
WHY = ("purpose",)
#: Of these nobody learns here that there are any: each has its own record.
UNTOLD = ("clue", "clue_transfer", "case_conference")


@dataclass(frozen=True, slots=True)
class Line:
    """One change: its number, when, by whom, what, to which row, and why."""

    seq: int
    at: datetime
    who: str
    action: str
    #: What was acted on and what was done, in words.
    said: str
    #: The row that it touched, in words and by its number.
    subject: LazyString | str
    number: int
    why: str
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of the log, newest first, and how far it is sealed."""

    slice: Slice
    lines: tuple[Line, ...]
    sealed_to: int
    sealed_at: datetime | None
    hash: str
    who: str
    action: str
    #: What can be asked for, by how its actions begin.
    matters: Mapping[str, LazyString | str]

    @property
    def query(self) -> dict[str, str]:
        """What the page's address says besides its number."""
        asked = {"who": self.who, "action": self.action}
        return {name: value for name, value in asked.items() if value}


def read(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Page:
    """Read the log of a whole campaign; raises NotAllowed for who has a part of it."""
    if not access.may(actor, "audit.read", campaign):
        raise NotAllowed
    who, action = (query.get(name, "").strip()[:60] for name in ("who", "action"))
    chosen = _chosen(campaign, who, action)
    total = session.scalar(chosen.with_only_columns(func.count())) or 0
    part = Slice.read(query, total)
    rows = session.execute(
        chosen.order_by(Event.seq.desc()).limit(part.size).offset(part.offset)
    ).all()
    seal = session.scalar(
        EventSeal.of(campaign.id).order_by(None).order_by(EventSeal.to_seq.desc())
    )
    sealed_to = seal.to_seq if seal else 0
    return Page(
        part,
        tuple(_line(event, user, device, sealed_to) for event, user, device in rows),
        sealed_to,
        seal.at if seal else None,
        seal.hash if seal else "",
        who,
        action,
        audit_words.asked(action),
    )


def _chosen(campaign: Campaign, who: str, action: str) -> Select[Event, User, Device]:
    chosen = (
        select(Event, User, Device)
        .outerjoin(User, User.id == Event.user_id)
        .outerjoin(Device, Device.id == Event.device_id)
        .where(Event.campaign_id == campaign.id, Event.subject.not_in(UNTOLD))
    )
    if who:
        chosen = chosen.where((User.login == who) | (User.staff_no == who))
    if action:
        chosen = chosen.where(Event.action.startswith(action, autoescape=True))
    return chosen


def _line(
    event: Event, user: User | None, device: Device | None, sealed_to: int
) -> Line:
    told = json.loads(event.body)
    why = next((str(told[name]) for name in WHY if told.get(name)), "")
    who = (user.staff_no or user.login) if user else device.label if device else ""
    return Line(
        event.seq,
        event.at,
        who,
        event.action,
        audit_words.said(event.action),
        audit_words.MATTERS.get(event.subject, event.subject),
        event.subject_id,
        why,
        event.seq <= sealed_to,
    )
