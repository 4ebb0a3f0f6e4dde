"""Teams in a list, and one team with its people, visits and phones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access, begun
from server.actions.access import Actor
from server.console.pages import arrangements, places
from server.db import now
from server.models import (
    Arrangement,
    ArrangementKind,
    Campaign,
    Device,
    Form,
    FormState,
    Grant,
    Region,
    Round,
    Submission,
    Team,
    User,
    Visit,
)
from server.models.place import prefix

LATEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A team in the list."""

    team: Team
    places: tuple[str, ...]
    members: int
    phones: int
    submissions: int
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of a team, and when it last sent something."""

    device: Device
    user: User | None
    submissions: int
    latest: datetime | None
    #: Begun on it, and never arrived.
    begun: int


@dataclass(frozen=True, slots=True)
class Going:
    """A visit of a team and what came of it."""

    visit: Visit
    place: str
    forms: tuple[str, ...]
    submissions: int

    @property
    def is_secret(self) -> bool:
        """Whether the visited region must not know of it yet."""
        until = self.visit.secret_until
        return until is not None and until > now()


@dataclass(frozen=True, slots=True)
class Page:
    """One team."""

    team: Team
    places: tuple[str, ...]
    members: list[tuple[User, Grant]]
    visits: list[Going]
    phones: list[Phone]
    forms: Sequence[Form]
    regions: Sequence[Region]
    rounds: Sequence[Round]
    plan_items: Sequence[Arrangement]
    recusals: tuple[str, ...]
    may_plan: bool
    may_enrol: bool


def read(session: Session, actor: Actor, campaign: Campaign) -> list[Line]:
    """Read the teams in code order: no ranks here, only what each has."""
    found = session.scalars(access.teams(actor, campaign)).all()
    known = places.names(session, (c for team in found for c in team.region_codes))
    members = _count(session, Grant.team_id, Grant.user_id.distinct(), campaign)
    phones = _phones(session, campaign)
    sent = _sent(session, Submission.team_id, campaign)
    return [
        Line(
            team,
            tuple(known.get(code, code) for code in team.region_codes),
            members.get(team.id, 0),
            phones.get(team.id, 0),
            *sent.get(team.id, (0, None)),
        )
        for team in found
    ]


def read_one(session: Session, actor: Actor, campaign: Campaign, team: Team) -> Page:
    """Read one team; the actor may see it."""
    visits = session.scalars(Visit.of_team(team.id).limit(LATEST)).all()
    codes = [
        *team.region_codes,
        *team.recusal_codes,
        *(visit.region_code for visit in visits),
    ]
    known = places.names(session, codes)
    forms = session.scalars(Form.of(campaign.id)).all()
    return Page(
        team,
        tuple(known.get(code, code) for code in team.region_codes),
        _members(session, team),
        _going(session, team, visits, known, forms),
        _carried(session, team),
        [form for form in forms if form.state == FormState.OPEN],
        _regions(session, campaign, team),
        session.scalars(Round.of(campaign.id)).all(),
        arrangements.choices(session, campaign, [ArrangementKind.PLAN_ITEM]),
        tuple(known.get(code, code) for code in team.recusal_codes),
        access.may(actor, "campaign.manage", campaign),
        access.may(actor, "device.enrol", campaign, team.id, team.region_code),
    )


def _members(session: Session, team: Team) -> list[tuple[User, Grant]]:
    rows = session.execute(
        select(User, Grant)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.team_id == team.id)
        .order_by(Grant.role.desc(), User.staff_no, User.login)
    )
    return [(user, grant) for user, grant in rows]


def _going(
    session: Session,
    team: Team,
    visits: Sequence[Visit],
    known: places.Names,
    forms: Sequence[Form],
) -> list[Going]:
    titles = {form.form_id: form.title for form in forms}
    rows = session.execute(
        select(Submission.visit_id, func.count())
        .where(
            Submission.campaign_id == team.campaign_id,
            Submission.team_id == team.id,
            Submission.visit_id.in_([visit.id for visit in visits]),
        )
        .group_by(Submission.visit_id)
    )
    sent = {row[0]: row[1] for row in rows}
    return [
        Going(
            visit,
            places.short(known, visit.region_code),
            tuple(titles.get(form_id, form_id) for form_id in visit.form_ids),
            sent.get(visit.id, 0),
        )
        for visit in visits
    ]


def _carried(session: Session, team: Team) -> list[Phone]:
    devices = session.scalars(Device.of(team.id)).all()
    ids = [device.user_id for device in devices if device.user_id]
    users = {
        user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))
    }
    rows = session.execute(
        select(Submission.device_id, func.count(), func.max(Submission.received_at))
        .where(
            Submission.campaign_id == team.campaign_id, Submission.team_id == team.id
        )
        .group_by(Submission.device_id)
    )
    sent = {row[0]: (row[1], row[2]) for row in rows}
    left = begun.absent(session, (device.id for device in devices))

    def phone(device: Device) -> Phone:
        count, latest = sent.get(device.id, (0, None))
        user = users.get(device.user_id or 0)
        return Phone(device, user, count, latest, left.get(device.id, 0))

    return [phone(device) for device in devices]


def _regions(session: Session, campaign: Campaign, team: Team) -> list[Region]:
    """List the places a visit of the team can go to, down to the townships."""
    codes = team.region_codes or [campaign.region_code]
    found: dict[str, Region] = {}
    for code in codes:
        within: Select[Region] = select(Region).where(
            Region.code.startswith(prefix(code), autoescape=True),
            Region.level.in_(("county", "town", "village")),
        )
        chosen = within.order_by(Region.code).limit(2000)
        found |= {region.code: region for region in session.scalars(chosen)}
    return [found[code] for code in sorted(found)]


def _phones(session: Session, campaign: Campaign) -> Mapping[int, int]:
    rows = session.execute(
        select(Device.team_id, func.count())
        .where(Device.campaign_id == campaign.id, Device.revoked_at.is_(None))
        .group_by(Device.team_id)
    )
    return {row[0]: row[1] for row in rows}


def _count(
    session: Session, by: Any, what: Any, campaign: Campaign
) -> Mapping[int, int]:
    rows = session.execute(
        select(by, func.count(what))
        .where(Grant.campaign_id == campaign.id, by.is_not(None))
        .group_by(by)
    )
    return {row[0]: row[1] for row in rows}


def _sent(
    session: Session, by: Any, campaign: Campaign
) -> Mapping[int, tuple[int, datetime | None]]:
    rows = session.execute(
        select(by, func.count(), func.max(Submission.received_at))
        .where(Submission.campaign_id == campaign.id)
        .group_by(by)
    )
    return {row[0]: (row[1], row[2]) for row in rows}
