"""What became of the 53: closed, verified, worked on, late, or just assigned."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from media.specimen import Fonts, Shot
from server.actions import evidence, people
from server.actions.access import SYSTEM, Actor
from server.actions.life import assignment, more_time, verification, work
from server.actions.life.assignment import Assignment
from server.actions.life.work import Stored
from server.db import LOCAL, clock_at, now, reading, writing
from server.demo import mended, stage
from server.demo.accounts import (
    CITY_VERIFIER,
    COUNTY_VERIFIER,
    OFFICE,
    SECOND,
    VIEW,
)
from server.demo.story import CITY, COUNTIES, County, Home
from server.models import (
    COUNTED,
    Attachment,
    Campaign,
    Extension,
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
#: Where a problem is rooted that is not the county's own, by rule: level and unit.
ROOTS = {
    "A04": ("city", "371400-01"),
    "A05": ("province", ""),
    "A09": ("city", "371400-03"),
    "B07": ("city", "371400-02"),
}
ASKS, FURTHER = CLOSED + VERIFYING + LATE - 1, 70
#: Mixes the counties, so that every one of them has findings of every kind.
STRIDE = 17
ASSIGNED_ON, NEWLY_ON = date(2026, 4, 1), date(2026, 4, 29)
DUE_ON = date(2026, 4, 30)
#: Days that those who are still at it have left, whenever the story is told.
LEFT = timedelta(days=21)
NOTICE_DAYS = 5
#: The last of those who are late asks for time until then.
MORE_TIME = date(2026, 5, 20)
#: So many are closed on each of the days from this one on.
CLOSING_ON, A_DAY = date(2026, 4, 27), 11

Act = Callable[[Session, Finding], object]


@dataclass(frozen=True, slots=True)
class Fate:
    """How far one finding comes."""

    home: Home
    key: str
    rule: str
    county: County
    unit_id: int
    reaches: str
    due_on: date
    #: Where it stands among all of them.
    place: int

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """Name a moment of the story."""
        return self.home.days.at(day, hour, minute)


def furnish(home: Home) -> None:
    """Seat verifiers, a leader and the units' contacts; twice is once."""
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
        above = _user(session, VIEW, "德州市分管领导")
        people.grant_region(session, SYSTEM, campaign, above, Role.LEADER_VIEW, CITY)
        for unit in session.scalars(Unit.of(home.id)):
            contact = _user(session, stage.login_of(unit), unit.name)
            people.grant_unit(session, SYSTEM, unit, contact)


def tell(home: Home, hand: Fonts) -> None:
    """Carry the accepted findings as far as the story says, day by day."""
    steps = [step for fate in _fates(home) for step in _steps(fate, hand)]
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
    soon, later = home.days.on(DUE_ON), _later(home)
    ends = (
        [("closed", soon)] * CLOSED
        + [("verifying", later)] * VERIFYING
        + [("rectifying", soon)] * LATE
        + [("rectifying", later)] * RECTIFYING
    )
    ends += [("assigned", later)] * (len(rows) - len(ends))
    return [
        _fate(home, rows[row], reaches, due_on, place)
        for place, (row, (reaches, due_on)) in enumerate(zip(mixed, ends, strict=False))
    ]


def _fate(home: Home, row: Finding, reaches: str, due_on: date, place: int) -> Fate:
    there = {county.region: county for county in COUNTIES}
    unit, county = row.responsible_unit_id or 0, there[row.county_code or ""]
    return Fate(home, row.key, row.rule, county, unit, reaches, due_on, place)


def _later(home: Home) -> date:
    """Give a due date that lies ahead, whenever the story is told."""
    return max(home.days.on(DUE_ON), now().astimezone(LOCAL).date() + LEFT)


Step = tuple[datetime, str, FindingStatus, Act]


def _steps(fate: Fate, hand: Fonts) -> Iterator[Step]:
    """Say what happens to a finding, when, and from which status on."""
    key, at_status, at = fate.key, FindingStatus, fate.at
    day = NEWLY_ON if fate.reaches == "assigned" else ASSIGNED_ON
    yield at(day, 10, 0), key, at_status.CONFIRMED, _assign(fate)
    if fate.reaches == "assigned":
        return
    yield at(date(2026, 4, 3), 9, 0), key, at_status.ASSIGNED, _acknowledge(fate)
    yield at(date(2026, 4, 7), 16, 0), key, at_status.RECTIFYING, _plan(fate)
    if fate.reaches == "rectifying":
        yield at(date(2026, 4, 28), 16, 0), key, at_status.RECTIFYING, _go_on(fate)
        return
    yield at(date(2026, 4, 15), 11, 0), key, at_status.RECTIFYING, _report(fate, hand)
    if fate.reaches == "verifying":
        seen = at(date(2026, 4, 29), 16, 0)
        yield seen, key, at_status.REPORTED, _pass(COUNTY_VERIFIER)
        return
    yield at(date(2026, 4, 17), 16, 0), key, at_status.REPORTED, _pass(COUNTY_VERIFIER)
    yield at(date(2026, 4, 20), 15, 0), key, at_status.VERIFYING, _pass(CITY_VERIFIER)
    closing = CLOSING_ON + fate.place // A_DAY * timedelta(days=1)
    yield at(closing, 9, 0), key, at_status.PENDING_NOTICE, _close()


def _assign(fate: Fate) -> Act:
    def act(session: Session, finding: Finding) -> None:
        given = Assignment(
            lead=session.get_one(Unit, fate.unit_id),
            requirement="立即整改，举一反三，建立长效机制。",
            due_on=fate.due_on,
            root=_root(session, fate),
            root_level=ROOTS.get(fate.rule, ("county", ""))[0],
            responsible_post="主要负责人",
        )
        office = stage.actor(session, OFFICE)
        assignment.assign(session, office, finding, given)
        for photo in evidence.shown(session, finding):
            evidence.release(
                session, office, finding, session.get_one(Attachment, photo)
            )

    return act


def _root(session: Session, fate: Fate) -> Unit | None:
    """Find the unit above in which a problem is rooted, if the story names one."""
    code = ROOTS.get(fate.rule, ("", ""))[1]
    return stage.unit(session, fate.home, code) if code else None


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
        for measure in mended.measures(fate.rule):
            work.plan(session, actor, finding, owed, measure)
        work.note(session, actor, finding, owed, "已召开专题会，责任到岗。", 40)

    return act


def _go_on(fate: Fate) -> Act:
    """Let who is on time go on; of those who are late the last asks for more time."""

    def act(session: Session, finding: Finding) -> None:
        owed, actor = _owed(session, finding, fate)
        soon, until = fate.home.days.on(DUE_ON), fate.home.days.on(MORE_TIME)
        if fate.due_on != soon and owed.progress < FURTHER:
            told = "县内同类问题已排查一遍，正在修改制度。"
            work.note(session, actor, finding, owed, told, FURTHER)
        elif fate.place == ASKS and session.scalar(Extension.of(finding.id)) is None:
            why = "系统功能改造由上级统一实施，预计下月中旬完成。"
            more_time.ask_for_time(session, actor, finding, owed, until, why)

    return act


def _report(fate: Fate, hand: Fonts) -> Act:
    def act(session: Session, finding: Finding) -> None:
        owed, actor = _owed(session, finding, fate)
        for measure in session.scalars(RectificationMeasure.of(finding.id)):
            work.fulfil(session, actor, finding, measure)
        proofs = work.prove(session, actor, finding, owed, [_proof(fate, hand)])
        for proof in proofs:
            office = stage.actor(session, OFFICE)
            evidence.release_proof(session, office, finding, proof)
        told = "已全部整改到位，制度已印发。"
        work.report(session, actor, finding, owed, told)

    return act


def _pass(login: str) -> Act:
    def act(session: Session, finding: Finding) -> None:
        actor = stage.actor(session, login)
        verification.pass_(session, actor, finding, "已到现场核实，整改到位。")

    return act


def _close() -> Act:
    def act(session: Session, finding: Finding) -> None:
        verification.close(session, stage.actor(session, SECOND), finding)

    return act


def _owed(
    session: Session, finding: Finding, fate: Fate
) -> tuple[Rectification, Actor]:
    unit = session.get_one(Unit, fate.unit_id)
    owing = Rectification.of(finding.id).where(Rectification.unit_id == unit.id)
    return session.scalars(owing).one(), stage.actor(session, stage.login_of(unit))


def _proof(fate: Fate, hand: Fonts) -> Stored:
    """Photograph how it is afterwards, and keep the picture."""
    taken = fate.at(date(2026, 4, 14), 10, 24 + fate.place % 30)
    shot = Shot(taken, fate.key, hand)
    content = mended.picture(fate.rule, fate.county, shot)
    room = fate.home.room
    blob = current_app.extensions["store"].put(room, io.BytesIO(content))
    return Stored("整改后.jpg", blob.sha256, blob.size, "image/jpeg")


def _user(session: Session, login: str, name: str) -> User:
    found = people.find_user(session, login)
    return found or people.create_user(session, login, name, "")
