"""Tell the story in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from media.specimen import Fonts
from server.config import Settings
from server.db import clock_at
from server.demo import (
    accounts,
    asked,
    clues,
    common,
    field,
    letters,
    office,
    pictures,
    planned,
    rectify,
    review,
    saved,
)
from server.demo.accounts import Account
from server.demo.days import BEGINS, next_workday
from server.demo.story import CAMPAIGN, Home, squads
from server.demo.trips import End, Trip, trips

#: The teams whose phones have something to do today.
WITH_VISITS = (7, 8)
Step = tuple[datetime, str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was built, and who can sign in."""

    campaign: str
    teams: tuple[str, ...]
    accounts: tuple[Account, ...]

    def to_json(self) -> dict[str, Any]:
        """Tell it in the shape that scripts read."""
        return {
            "campaign": {"code": self.campaign},
            "teams": [{"code": code} for code in self.teams],
            "accounts": [one.to_json() for one in self.accounts],
        }


def build(app: Flask, today: date) -> DemoReport:
    """Build what is not there yet, as of a day, and tell who can sign in."""
    with app.app_context():
        settings: Settings = app.extensions["settings"]
        everybody = accounts.made(settings.data)
        home = office.campaign(today)
        with clock_at(home.days.at(BEGINS, 9, 0)):
            office.furnish(home, everybody)
        hand = pictures.fonts(Path(app.static_folder or ""))
        planned.tell(home)
        _tell(home, hand)
        rectify.tell(home, hand)
        clues.tell(home)
        if not letters.is_told(home):
            _tell_of_the_office(home)
        saved.tell(home)
        for squad in squads():
            if squad.number in WITH_VISITS:
                field.plan_ahead(home, squad)
    codes = tuple(squad.code for squad in squads())
    return DemoReport(CAMPAIGN, codes, tuple(everybody))


def _tell_of_the_office(home: Home) -> None:
    planned.finish(home)
    common.tell(home)
    asked.tell(home)
    letters.tell(home)


def _tell(home: Home, hand: Fonts) -> None:
    with clock_at(home.days.at(BEGINS, 10, 0)):
        phones = {one.number: field.enrol(home, one) for one in squads()}
    steps = [
        step
        for trip in trips(home.days)
        for step in _steps(home, phones[trip.squad.number], trip, hand)
    ]
    for moment, _, do in sorted(steps, key=lambda step: step[:2]):
        with clock_at(moment):
            do()


def _steps(home: Home, device_id: int, trip: Trip, hand: Fonts) -> Iterator[Step]:
    """Say what happens to a trip, and when: sent, confirmed, accepted or merged."""
    back = trip.finished_at.replace(hour=18) + timedelta(minutes=trip.squad.number)
    yield back, trip.name, lambda: field.send(home, device_id, trip, hand)
    seen = back + timedelta(minutes=1)
    yield seen, trip.name, lambda: field.examine(home, trip)
    if trip.ends == End.CANDIDATES:
        return
    morning = next_workday(back.replace(hour=9))
    yield morning, trip.name, lambda: review.confirm(home, trip)
    later = next_workday(morning.replace(hour=10))
    if trip.ends == End.MERGED:
        yield later, trip.name, lambda: review.merge(home, trip)
        return
    yield later, trip.name, lambda: review.accept(home, trip)
    if trip.ends == End.CLEARED:
        doubted = next_workday(later)
        yield doubted, trip.name, lambda: review.doubt(home, trip)
        cleared = next_workday(doubted)
        yield cleared, trip.name, lambda: review.clear(home, trip)
