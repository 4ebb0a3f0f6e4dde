"""What became of the 53: closed, verified, worked on, late, or just assigned."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from media.specimen import Fonts, Shot, wall
from server.actions import access, evidence, people
from server.actions.access import SYSTEM, Actor
from server.actions.life import assignment, verification, work
from server.actions.life.assignment import Assignment
from server.actions.life.work import Measure, Stored
from server.db import LOCAL, clock_at, now, reading, writing
from server.demo import plaques
from server.demo.accounts import CITY_VERIFIER, COUNTY_VERIFIER, OFFICE, SECOND
from server.demo.story import CITY, COUNTIES, Home, at
from server.models import (
    COUNTED,
    Attachment,
    Campaign,
    Finding,
    FindingStatus,
    Rectification,
    RectificationMeasure,
    Role,
    Unit,
    User,
)

#: How many of the 53 stand where, most advanced first; the first of those that are
#: being rectified are late.
CLOSED, VERIFYING, LATE, RECTIFYING = 31, 6, 4, 8
#: Mixes the counties, so that every one of them has findings of every kind.
STRIDE = 17
ASSIGNED_ON = date(2026, 4, 1)
DUE_ON = date(2026, 4, 30)
#: Days that those who are still at it have left, whenever the story is told.
LEFT = timedelta(days=21)
NOTICE_DAYS = 5
MEASURES = (
    Measure("停止以积分、排名和下载率考核村级，已下发的通知收回", "point", "now"),
    Measure("同类应用和牌子在全县范围内一并清理", "area", "now", "分管负责人"),
    Measure("建立新增应用和挂牌准入制度", "area", "long_term", "主要负责人"),
)

Act = Callable[[Session, Finding], object]


@dataclass(frozen=True, slots=True)
class Fate:
    """How far one finding comes."""

    key: str
    unit_id: int
    reaches: str
    due_on: date


def furnish(home: Home) -> None:
    """Seat the verifiers and the units' contacts; twice is once."""
    with writing() as session:
        campaign = session.get_one(Campaign, home.id)
        campaign.settings = {
            **campaign.settings,
            "verification_levels": ["county", "city"],
            "notice_days": NOTICE_DAYS,
        }
        county = _user(session, COUNTY_VERIFIER, "县级核查员")
        for each in COUNTIES:
            people.grant_region(
                session, SYSTEM, campaign, county, Role.VERIFIER, each.region
            )
        city = _user(session, CITY_VERIFIER, "市级核查员")
        people.grant_region(session, SYSTEM, campaign, city, Role.VERIFIER, CITY)
        for unit in session.scalars(Unit.of(home.id)):
            contact = _user(session, login_of(unit), unit.name)
            people.grant_unit(session, SYSTEM, unit, contact)


def login_of(unit: Unit) -> str:
    """Name the account of a unit's contact."""
    return f"u-{unit.code}"


def tell(home: Home, hand: Fonts) -> None:
    """Carry the accepted findings as far as the story says, day by day."""
    fates = _fates(home)
    proof = _proof(home, hand)
    steps = [step for fate in fates for step in _steps(fate, proof)]
    for moment, key, status, act in sorted(steps, key=lambda step: step[:2]):
        with clock_at(moment), writing() as session:
            finding = session.scalars(select(Finding).where(Finding.key == key)).one()
            if finding.status == status:
                act(session, finding)


def _fates(home: Home) -> list[Fate]:
    """Say of each accepted finding how far it comes."""
    counted = select(Finding).where(
        Finding.campaign_id == home.id, Finding.status.in_(COUNTED)
    )
    rows = reading().scalars(counted.order_by(Finding.finding_no)).all()
    mixed = sorted(
        range(len(rows)), key=lambda place: place * STRIDE % max(len(rows), 1)
    )
    ends = (
        [("closed", DUE_ON)] * CLOSED
        + [("verifying", _later())] * VERIFYING
        + [("rectifying", DUE_ON)] * LATE
        + [("rectifying", _later())] * RECTIFYING
    )
    ends += [("assigned", _later())] * (len(rows) - len(ends))
    return [
        Fate(rows[place].key, rows[place].responsible_unit_id or 0, reaches, due_on)
        for place, (reaches, due_on) in zip(mixed, ends, strict=False)
    ]


def _later() -> date:
    """Give a due date that lies ahead, whenever the story is told."""
    return max(DUE_ON, now().astimezone(LOCAL).date() + LEFT)


Step = tuple[datetime, str, FindingStatus, Act]


def _steps(fate: Fate, proof: Stored) -> Iterator[Step]:
    """Say what happens to a finding, when, and from which status on."""
    key, at_status = fate.key, FindingStatus
    yield at(ASSIGNED_ON, 10, 0), key, at_status.CONFIRMED, _assign(fate)
    if fate.reaches == "assigned":
        return
    yield at(date(2026, 4, 3), 9, 0), key, at_status.ASSIGNED, _acknowledge(fate)
    yield at(date(2026, 4, 7), 16, 0), key, at_status.RECTIFYING, _plan(fate)
    if fate.reaches == "rectifying":
        return
    yield at(date(2026, 4, 15), 11, 0), key, at_status.RECTIFYING, _report(fate, proof)
    yield at(date(2026, 4, 17), 16, 0), key, at_status.REPORTED, _pass(COUNTY_VERIFIER)
    if fate.reaches == "verifying":
        return
    yield at(date(2026, 4, 20), 15, 0), key, at_status.VERIFYING, _pass(CITY_VERIFIER)
    yield at(date(2026, 4, 27), 9, 0), key, at_status.PENDING_NOTICE, _close()


def _assign(fate: Fate) -> Act:
    def act(session: Session, finding: Finding) -> None:
        given = Assignment(
            lead=session.get_one(Unit, fate.unit_id),
            requirement="立即整改，举一反三，建立长效机制。",
            due_on=fate.due_on,
            root_level="county",
            responsible_post="主要负责人",
        )
        office = _actor(session, OFFICE)
        assignment.assign(session, office, finding, given)
        for photo in evidence.shown(session, finding):
            evidence.release(
                session, office, finding, session.get_one(Attachment, photo)
            )

    return act


def _acknowledge(fate: Fate) -> Act:
    def act(session: Session, finding: Finding) -> None:
        owed, actor = _owed(session, finding, fate)
        assignment.acknowledge(session, actor, finding, owed)

    return act


def _plan(fate: Fate) -> Act:
    def act(session: Session, finding: Finding) -> None:
        if session.scalar(RectificationMeasure.of(finding.id).limit(1)) is not None:
            return
        owed, actor = _owed(session, finding, fate)
        for measure in MEASURES:
            work.plan(session, actor, finding, owed, measure)
        work.note(session, actor, finding, owed, "已召开专题会，责任到岗。", 40)

    return act


def _report(fate: Fate, proof: Stored) -> Act:
    def act(session: Session, finding: Finding) -> None:
        owed, actor = _owed(session, finding, fate)
        for measure in session.scalars(RectificationMeasure.of(finding.id)):
            work.fulfil(session, actor, finding, measure)
        work.prove(session, actor, finding, owed, [proof])
        told = "已全部整改到位，制度已印发。"
        work.report(session, actor, finding, owed, told)

    return act


def _pass(login: str) -> Act:
    def act(session: Session, finding: Finding) -> None:
        actor = _actor(session, login)
        verification.pass_(session, actor, finding, "已到现场核实，整改到位。")

    return act


def _close() -> Act:
    def act(session: Session, finding: Finding) -> None:
        verification.close(session, _actor(session, SECOND), finding)

    return act


def _owed(
    session: Session, finding: Finding, fate: Fate
) -> tuple[Rectification, Actor]:
    unit = session.get_one(Unit, fate.unit_id)
    owing = Rectification.of(finding.id).where(Rectification.unit_id == unit.id)
    return session.scalars(owing).one(), _actor(session, login_of(unit))


def _proof(home: Home, hand: Fonts) -> Stored:
    """Photograph the wall as it is afterwards, and keep the picture."""
    shot = Shot(at(date(2026, 4, 14), 10, 24), "after", hand)
    content = wall(plaques.KEPT[:2], shot)
    blob = current_app.extensions["store"].put(home.room, io.BytesIO(content))
    return Stored("整改后.jpg", blob.sha256, blob.size, "image/jpeg")


def _user(session: Session, login: str, name: str) -> User:
    found = people.find_user(session, login)
    return found or people.create_user(session, login, name, "")


def _actor(session: Session, login: str) -> Actor:
    user = people.find_user(session, login)
    if user is None:
        raise LookupError(login)
    return access.actor_of_user(session, user)
