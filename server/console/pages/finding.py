"""One finding with its photos, its origin, and the history of each change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import (
    flags,
    handling,
    photos,
    places,
    problems,
    review,
    steps,
)
from server.console.pages.acts import ACTIONS
from server.console.pages.asks import Ask
from server.console.pages.handling import Handling, Milestone
from server.console.pages.photos import Photo
from server.models import (
    OPEN,
    OWING,
    Campaign,
    Device,
    Event,
    Finding,
    FindingVersion,
    Form,
    FormVersion,
    Referral,
    Submission,
    Team,
    Unit,
    User,
    Visit,
)

EXAMINED = "submission.examined"
REFERRED = "finding.referred"
LEADS = (
    (EXAMINED, "finding.written"),
    ("finding.confirmed_by_team",),
    ("finding.submitted",),
    ("finding.accepted",),
)
#: How far a finding of these states has come; what left the ledger had been in it.
REACHED = {
    "team_confirmed": 1,
    "in_review": 2,
    "merged": 2,
    "cleared": 3,
    "exempted": 3,
}
#: Nothing is waited for any more.
OUT = ("merged", "cleared", "exempted", "dropped")
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
class Step:
    """One step of the way to the ledger: past, now, or still to come."""

    name: LazyString
    state: str
    at: datetime | None
    who: str


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


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    finding: Finding
    submission: Submission
    form_title: str
    team: Team
    visit: Visit
    path: tuple[str, ...]
    category: str
    unit: Unit | None
    proposed: Unit | None
    photos: tuple[Photo, ...]
    steps: tuple[Step | Milestone, ...]
    history: tuple[Change, ...]
    handling: Handling
    offered: tuple[Ask, ...]
    may_release: bool
    #: What units owe for which nobody speaks, and this office acts: by row id.
    stands_in: frozenset[int]
    #: Whether referrals and causes are for these eyes, and the office acts here.
    may_refer: bool


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    finding: Finding,
    language: str,
) -> Page:
    """Read the page of one finding; the actor may see it."""
    submission = session.get_one(Submission, finding.submission_id)
    version = session.get_one(FormVersion, submission.form_version_id)
    known = places.names(session, [finding.region_code])
    history = _history(session, finding)
    handled = handling.read(session, actor, campaign, finding)
    told = _without(history, _kept_from(session, finding, handled))
    return Page(
        finding,
        submission,
        session.get_one(Form, version.form_id).title,
        session.get_one(Team, finding.team_id),
        session.get_one(Visit, finding.visit_id),
        places.path(known, finding.region_code),
        problems.categories(session, campaign).get(
            finding.category_code, finding.category_code
        ),
        session.get(Unit, finding.responsible_unit_id or 0),
        session.get(Unit, finding.proposed_unit_id or 0),
        _photos(session, actor, campaign, submission, finding, language),
        handling.way(session, campaign, finding) or _steps(finding, history),
        tuple(reversed(told)),
        handled,
        steps.offered(session, actor, campaign, finding),
        access.may(
            actor,
            "finding.review",
            campaign,
            finding.team_id,
            finding.region_code,
        ),
        _acted_for(session, actor, finding, handled),
        access.may(
            actor, "finding.refer", campaign, finding.team_id, finding.region_code
        ),
    )


def _acted_for(
    session: Session, actor: Actor, finding: Finding, handled: Handling
) -> frozenset[int]:
    """Say for which units on the finding this person acts; for none once it rests."""
    rows = [one.rectification for one in handled.owed] if finding.status in OPEN else []
    return frozenset(
        row.id
        for row in rows
        if row.part in OWING and access.stands_in(session, actor, row)
    )


def _photos(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    finding: Finding,
    language: str,
) -> tuple[Photo, ...]:
    sheet = review.sheet(session, submission, language)
    marks = flags.read(session, actor, campaign, submission)
    found = photos.read(session, submission, sheet.reader, sheet.positions, marks)
    shown = problems.evidence(session, [finding.id]).get(finding.id, [])
    return tuple(one for one in found if one.file.key in shown)


def _history(session: Session, finding: Finding) -> list[Change]:
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


def _kept_from(session: Session, finding: Finding, handled: Handling) -> frozenset[int]:
    """Count at which referrals a clue came that is kept from the reader."""
    made = session.scalars(Referral.of(finding.id).with_only_columns(Referral.id))
    seen = {one.id for one in handled.referrals}
    return frozenset(place for place, one in enumerate(made) if one not in seen)


def _without(history: list[Change], kept: frozenset[int]) -> list[Change]:
    """Leave out the referrals that are kept from the reader, by their order."""
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


def _steps(finding: Finding, history: list[Change]) -> tuple[Step, ...]:
    """Place the finding on its way: proposed, confirmed, in review, accepted."""
    at = REACHED.get(finding.status, 0)
    names = (_("候选"), _("组长确认"), _("提交审核"), _("认定"))
    found: list[Step] = []
    waits = finding.status not in OUT
    for place, (name, leads) in enumerate(zip(names, LEADS, strict=True)):
        last = next((c for c in reversed(history) if c.action in leads), None)
        past = place <= at and last is not None
        state = "past" if past else "now" if place == at + 1 and waits else ""
        shown = last if past else None
        found.append(
            Step(name, state, shown.at if shown else None, shown.who if shown else "")
        )
    return tuple(found)
