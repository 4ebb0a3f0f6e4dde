"""Visits: planned by the office, or made by what a team sends."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.orm import Session

from server.actions import events, flags, phases, regions, rounds
from server.actions.access import Actor
from server.actions.envelope import Envelope
from server.actions.lots import Lot
from server.db import LOCAL, end_of, now, one_at_a_time, table
from server.errors import BadInput, Incomplete, NotFound, WrongState
from server.models import Campaign, Device, Form, Team, Visit, VisitMode, VisitStatus

#: Asked with every submission, so written once.
PLANNED = select(table(Visit).c.id).where(
    table(Visit).c.team_id == bindparam("team"),
    table(Visit).c.key == bindparam("key"),
)
UNPLANNED = select(table(Visit).c.id).where(
    table(Visit).c.team_id == bindparam("team"),
    table(Visit).c.unplanned_for == bindparam("about"),
)
UNPLANNED_VISIT = insert(table(Visit)).returning(table(Visit).c.id)
#: For an unannounced visit without a last day: somebody has to end it.
UNTIL_ENDED = datetime(2999, 1, 1, tzinfo=UTC)
#: How the shipped forms ask how the team came.
ASKED_MODE = "visit_mode"
OVER = (VisitStatus.ENDED, VisitStatus.CANCELLED)
DEGREES = r"(-?\d{1,3}(?:\.\d{1,15})?)"
#: Latitude first, as maps and phones write it.
SPOT = re.compile(rf"{DEGREES}°?\s*[,;、\s]\s*{DEGREES}°?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a team is to go, when, and with which forms."""

    site_name: str
    region_code: str | None
    planned_from: date | None
    planned_to: date | None
    form_ids: tuple[str, ...]
    mode: str = VisitMode.UNANNOUNCED
    #: WGS-84; both or neither.
    latitude: float | None = None
    longitude: float | None = None
    #: The round that was chosen; without one it is that of the first day.
    round_id: int | None = None
    #: The item of the year's plan that it carries out.
    plan_item_id: int | None = None
    #: The last day on which an unannounced visit is kept from the visited region;
    #: without one it is the last day of the visit.
    secret_to: date | None = None
    #: The draw by which this team goes there.
    draw_id: int | None = None

    def secret_until(self) -> datetime | None:
        """Tell until when the visited region must not know; None when it may."""
        if self.mode != VisitMode.UNANNOUNCED:
            return None
        last = self.secret_to or self.planned_to
        return end_of(last) if last else UNTIL_ENDED


def spot(text: str) -> tuple[float, float] | tuple[None, None]:
    """Read where a site is, "37.189642, 116.866107"; nothing when left empty.

    Raises BadInput for what is no place on earth.
    """
    if not text.strip():
        return None, None
    found = SPOT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    latitude, longitude = map(float, found.groups()) if found else (91.0, 181.0)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadInput("spot_bad", value=text[:40])
    return latitude, longitude


def spot_text(latitude: float | None, longitude: float | None) -> str:
    """Write where a site is as it is read; empty when nobody said."""
    return "" if latitude is None else f"{latitude}, {longitude}"


def issue(session: Session, actor: Actor, team: Team, plan: Plan) -> Visit:
    """Issue a visit to a team.

    Raises Incomplete without a site or a form, BadInput for a place that is not the
    campaign's or that the team must not go to and for an unknown mode, NotFound for a
    form that is not the campaign's, WrongState in a phase that sends nobody.
    """
    if not plan.site_name.strip():
        raise Incomplete("visit_site_missing")
    if not plan.form_ids:
        raise Incomplete("visit_form_missing")
    _known(session, team, plan)
    if plan.region_code and not _may_go(team, plan.region_code):
        raise BadInput("visit_recused", team=team.name)
    visit = Visit(
        campaign_id=team.campaign_id,
        team_id=team.id,
        site_name=plan.site_name.strip(),
        region_code=plan.region_code,
        planned_from=plan.planned_from,
        planned_to=plan.planned_to,
        plan_item_id=plan.plan_item_id,
        draw_id=plan.draw_id,
        secret_until=plan.secret_until(),
        form_ids=list(plan.form_ids),
        mode=plan.mode,
        latitude=plan.latitude,
        longitude=plan.longitude,
        round_id=plan.round_id
        or rounds.of_day(session.connection(), team.campaign_id, plan.planned_from),
    )
    session.add(visit)
    events.record(session, actor, visit, "visit.issued", site=visit.site_name)
    return visit


def _may_go(team: Team, place: str) -> bool:
    return Lot(team.code, tuple(team.recusal_codes)).may_go(place)


def _known(session: Session, team: Team, plan: Plan) -> None:
    if plan.mode not in list(VisitMode):
        raise BadInput("visit_mode_unknown", mode=plan.mode)
    home = session.get_one(Campaign, team.campaign_id)
    phases.require_sending(home)
    if plan.region_code:
        regions.inside(session, home, plan.region_code)
    own = set(
        session.scalars(Form.of(team.campaign_id).with_only_columns(Form.form_id))
    )
    for form_id in plan.form_ids:
        if form_id not in own:
            raise NotFound("form_unknown", form_id=form_id)


def cancel(session: Session, actor: Actor, visit: Visit, reason: str) -> None:
    """Call a visit off; raises Incomplete without a reason, WrongState when over."""
    if not reason.strip():
        raise Incomplete("reason_missing")
    _finish(visit, VisitStatus.CANCELLED)
    events.record(session, actor, visit, "visit.cancelled", reason=reason.strip())


def end(session: Session, actor: Actor, visit: Visit) -> None:
    """End a visit: phones no longer offer it, and the visited region may know of it.

    Raises WrongState when it is over.
    """
    _finish(visit, VisitStatus.ENDED)
    events.record(session, actor, visit, "visit.ended")


def require_known(session: Session, visit_id: int) -> None:
    """Let nothing of a secret visit go to a unit; raises WrongState."""
    until = session.get_one(Visit, visit_id).secret_until
    if until is not None and until > now():
        raise WrongState("visit_secret")


def _finish(visit: Visit, status: VisitStatus) -> None:
    if visit.status in OVER:
        raise WrongState
    visit.status = status
    if visit.secret_until is not None:
        visit.secret_until = min(visit.secret_until, now())


def locate(
    session: Session, actor: Actor, visit: Visit, latitude: float, longitude: float
) -> None:
    """Write where a visit's site is (WGS-84); its photos are looked at anew."""
    visit.latitude, visit.longitude = latitude, longitude
    flags.look_again(session, visit)
    where = {"latitude": latitude, "longitude": longitude}
    events.record(session, actor, visit, "visit.located", **where)


def visit_for(connection: Connection, device: Device, envelope: Envelope) -> int:
    """Find the visit that a submission belongs to, or make an unplanned one.

    The token decides the team: a visit of another team is no visit.
    """
    named = envelope.answer("visit_id")[:36]
    return (named and _planned(connection, device, named)) or _unplanned(
        connection, device, envelope
    )


def _planned(connection: Connection, device: Device, key: str) -> int | None:
    asked = {"team": device.team_id, "key": key}
    planned: int | None = connection.execute(PLANNED, asked).scalar()
    return planned


def _unplanned(connection: Connection, device: Device, envelope: Envelope) -> int:
    site, region = envelope.answer("site_name"), envelope.region_code()
    day = envelope.finished_at().astimezone(LOCAL).date()
    form_id = envelope.instance.form_id
    about = _digest(form_id, site or region or "", day.isoformat())
    one_at_a_time(connection, f"visit:{device.team_id}:{about}")
    asked = {"team": device.team_id, "about": about}
    kept: int | None = connection.execute(UNPLANNED, asked).scalar()
    if kept is not None:
        return kept
    visit = {
        "campaign_id": device.campaign_id,
        "team_id": device.team_id,
        "status": VisitStatus.IN_PROGRESS,
        "site_name": site[:200],
        "region_code": region,
        "form_ids": [form_id],
        "planned_from": day,
        "planned_to": day,
        "secret_until": _secret_until(envelope, day),
        "round_id": rounds.of_day(connection, device.campaign_id, day),
        "unplanned_for": about,
    }
    made: int = connection.execute(UNPLANNED_VISIT, visit).scalar_one()
    return made


def _secret_until(envelope: Envelope, day: date) -> datetime | None:
    """Keep a visit that nobody planned secret for its day, if it was unannounced."""
    told = envelope.answer(ASKED_MODE) == VisitMode.UNANNOUNCED
    return end_of(day) if told else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
