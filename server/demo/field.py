"""The teams of the story: their phones, what they send, what they still have to do."""

from __future__ import annotations

import io
import time
from datetime import timedelta

from sqlalchemy import Select, select

from media.specimen import Fonts
from server.actions import access, devices, forms, submissions, uploads, visits
from server.actions.access import SYSTEM
from server.actions.envelope import Announced
from server.actions.visits import Plan
from server.api import arrival
from server.api.arrival import Part
from server.db import LOCAL, clock_at, now, reading, writing
from server.demo import accounts, paper, pictures
from server.demo.oddities import AWAY, FROM_GALLERY, LOCATED
from server.demo.pictures import Photo
from server.demo.story import Home, Squad
from server.demo.trips import APPS, PLAQUES, Trip
from server.jobs import drain
from server.models import (
    Device,
    FormVersion,
    Submission,
    SubmissionState,
    Team,
    User,
    Visit,
    VisitStatus,
)

LABEL, PLATFORM = "演示手机", "Android 14 · Chrome 140"
PATIENCE_S = 120
HOURS = 168
DAYS_AHEAD = 6
LEASE_OVER = timedelta(minutes=6)


class NeverExamined(Exception):
    """The rules did not get to a submission in time; another worker may be stuck."""


def team(home: Home, squad: Squad) -> Team:
    """Find a team's row."""
    return reading().scalars(Team.of(home.id).where(Team.code == squad.code)).one()


def enrol(home: Home, squad: Squad) -> int:
    """Enrol the inspector's phone with a one-time code, or find it; answer its id."""
    own = team(home, squad)
    held = reading().scalars(Device.of(own.id).where(Device.label == LABEL)).first()
    if held is not None:
        return held.id
    login = accounts.inspector(squad).login
    with writing() as session:
        user = session.scalars(select(User).where(User.login == login)).one()
        code = devices.invite(session, SYSTEM, session.get_one(Team, own.id), user)
        device, _ = devices.enrol(session, code, LABEL, PLATFORM)
        return device.id


def send(home: Home, device_id: int, trip: Trip, hand: Fonts) -> None:
    """Send a trip: the answers first, then each photograph; twice is once."""
    if _is_whole(home, trip):
        return
    photos = list(pictures.taken(home.days, trip, hand))
    device = reading().get_one(Device, device_id)
    definition = forms.definition(_version(home, trip.form_id))
    xml = paper.written(definition, trip.instance_id, trip.answers)
    announced = {photo.name: _announced(photo, trip) for photo in photos}
    envelope = arrival.envelope(device, xml, announced=announced, device_time=now())
    with writing() as session:
        actor = access.actor_of_device(device)
        submissions.receive(session, actor, device, envelope)
    for photo in photos:
        _upload(home, device, trip, photo)
    if trip.name in LOCATED:
        _locate(home, trip)


def examine(home: Home, trip: Trip) -> None:
    """Let the jobs run until the rules have looked; raises NeverExamined.

    A server on the same data may have taken the job: then it is on its way. A build
    that was killed may have left one: it can be taken when its lease is over.
    """
    end, later = time.monotonic() + PATIENCE_S, timedelta()
    while sent(home, trip).rules_run_at is None:
        with clock_at(now() + later):
            done = drain()
        if done == 0:
            later = LEASE_OVER
            time.sleep(0.1)
            reading().rollback()
        if time.monotonic() > end:
            raise NeverExamined(trip.name)


def sent(home: Home, trip: Trip) -> Submission:
    """Find what a trip became."""
    return reading().scalars(_found(home, trip)).one()


def plan_ahead(home: Home, squad: Squad) -> None:
    """Issue visits for today to a team that has none to make."""
    today = now().astimezone(LOCAL).date()
    own = team(home, squad)
    waiting = Visit.of_team(own.id).where(
        Visit.status == VisitStatus.ISSUED,
        Visit.unplanned_for.is_(None),
        Visit.planned_to >= today,
    )
    if reading().scalars(waiting).first() is not None:
        return
    until = today + timedelta(days=DAYS_AHEAD)
    (town, name), (village, hamlet) = squad.town, squad.village
    with writing() as session:
        to = session.get_one(Team, own.id)
        mode, (north, east) = "unannounced", squad.spot
        office = Plan(name, town, today, until, (APPS,), mode, north, east)
        north, east = north + 0.031, east + 0.024
        place = Plan(
            name + hamlet, village, today, until, (PLAQUES,), mode, north, east
        )
        for plan in (office, place):
            visits.issue(session, SYSTEM, to, plan)


def _upload(home: Home, device: Device, trip: Trip, photo: Photo) -> None:
    """Bring a photograph: bytes into the store, then the upload that ends at once."""
    part = Part(photo.name, io.BytesIO(photo.content))
    kept = arrival.stored(home.room, part, photo.sha256)
    actor = access.actor_of_device(device)
    with writing() as session:
        submission = session.scalars(_found(home, trip)).one()
        upload = uploads.begin(session, device, submission, kept, HOURS)
        uploads.finish(session, actor, device, upload, kept)


def _locate(home: Home, trip: Trip) -> None:
    """Let the office write down where the site of a trip is."""
    latitude, longitude, *_ = map(float, trip.answers["loc"].split())
    with writing() as session:
        submission = session.scalars(_found(home, trip)).one()
        visit = session.get_one(Visit, submission.visit_id)
        visits.locate(session, SYSTEM, visit, latitude, longitude)


def _announced(photo: Photo, trip: Trip) -> Announced:
    latitude, longitude, _, accuracy = map(float, trip.answers["loc"].split())
    return Announced(
        name=photo.name,
        sha256=photo.sha256,
        size=len(photo.content),
        mime="image/jpeg",
        captured_at=photo.taken_at,
        source="gallery" if photo.name in FROM_GALLERY else "in_page_camera",
        gps={
            "lat": latitude + AWAY.get(photo.name, 0),
            "lon": longitude,
            "acc": accuracy,
            "age_s": 4,
        },
    )


def _is_whole(home: Home, trip: Trip) -> bool:
    found = reading().scalar(_found(home, trip))
    return found is not None and found.state != SubmissionState.PARTIAL


def _found(home: Home, trip: Trip) -> Select[Submission]:
    return select(Submission).where(
        Submission.campaign_id == home.id, Submission.instance_id == trip.instance_id
    )


def _version(home: Home, form_id: str) -> FormVersion:
    current = forms.current(reading(), home.id)
    return next(version for form, version in current if form.form_id == form_id)
