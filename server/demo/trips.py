"""What the teams bring home: filled forms, and the photographs they name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from media.specimen import Plaque, Screen
from server.demo import apps, plaques
from server.demo.apps import App
from server.demo.days import Days
from server.demo.plaques import Hung
from server.demo.story import Squad, squads

APPS, PLAQUES = "app_burden", "plaque_audit"
#: Names the instances of the story: built again, they are the same.
OURS = uuid.UUID("6f3a0c1e-5d0b-4c7e-9a35-8d1f0c2b7e46")
#: The teams that also bring home a plaque which a village had to pay for.
WITH_PAID = (1, 3, 5, 8, 11, 17)
LATER = date(2026, 4, 29)
#: The second teams of a county that also met what the first had found.
DOUBLED = (2, 4, 10)
AGAIN = date(2026, 3, 23)
#: What the list of plaques allows, outside and inside.
OUTSIDE = ("party", "committee", "service", "militia")
INSIDE = ("civil_practice", "zongzhi", "collective", "veteran")
Picture = Screen | Plaque | tuple[Plaque, ...]


class End(StrEnum):
    """Where the story of a trip's findings ends, as far as this part tells it."""

    CANDIDATES = "candidates"
    LEDGER = "ledger"
    #: Another team had found the same.
    MERGED = "merged"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Trip:
    """One filled form: whose, when finished, and what is photographed."""

    squad: Squad
    form_id: str
    name: str
    answers: dict[str, Any]
    pictures: dict[str, Picture]
    finished_at: datetime
    ends: End = End.LEDGER

    @property
    def instance_id(self) -> str:
        """Give its id: the same each time the story is told."""
        return f"uuid:{uuid.uuid5(OURS, self.name)}"


def trips(days: Days) -> list[Trip]:
    """List what the 18 teams send: 53 findings, 11 candidates, 3 merged, 1 cleared."""
    teams = squads()
    made: list[Trip] = []
    for squad in teams:
        paid = squad.number in WITH_PAID
        made.append(_apps_of(days, squad, squad.findings - paid))
        if paid:
            made.append(_paid_plaque(days, squad))
    by_number = {squad.number: squad for squad in teams}
    late = [*_left(days, by_number), *_again(days, by_number)]
    return [*made, *late, _doubtful(days, by_number[14])]


def _apps_of(days: Days, squad: Squad, count: int) -> Trip:
    met = _met(squad, count)
    finished = days.at(squad.first_day, 15, 2 * squad.number)
    return _app_trip(squad, f"{squad.code}-app", [*met, apps.GOOD], finished)


def _met(squad: Squad, count: int) -> list[App]:
    turn, many = squad.number - 1, len(apps.TROUBLED)
    return [apps.TROUBLED[(turn * 2 + step) % many] for step in range(count)]


def _again(days: Days, teams: dict[int, Squad]) -> Iterator[Trip]:
    """Let second teams meet an app that the first of their county had found."""
    for number in DOUBLED:
        squad, first = teams[number], teams[number - 1]
        finished = days.at(AGAIN, 14, 2 * number)
        trip = _app_trip(squad, f"{squad.code}-again", _met(first, 1), finished)
        yield replace(trip, ends=End.MERGED)


def _doubtful(days: Days, squad: Squad) -> Trip:
    """Bring home what turns out not to be so."""
    finished = days.at(AGAIN, 16, 30)
    trip = _app_trip(squad, f"{squad.code}-doubtful", [apps.CHECKED], finished)
    return replace(trip, ends=End.CLEARED)


def _paid_plaque(days: Days, squad: Squad) -> Trip:
    hung = plaques.paid(WITH_PAID.index(squad.number))
    finished = days.at(squad.first_day, 10, 2 * squad.number)
    return _plaque_trip(squad, f"{squad.code}-plaque", [hung], 2, finished)


def _left(days: Days, teams: dict[int, Squad]) -> list[Trip]:
    """Make the four that lie with their leaders: 3 + 3 + 3 + 2 candidates."""
    three = [plaques.OUTDOOR, plaques.ASSESSED, plaques.SYSTEM]
    two = [plaques.OUTDOOR, plaques.BASELESS]
    day = [_longer(apps.FORCED, 25), _longer(apps.RETAINED, 25), _longer(apps.GOOD, 15)]
    first, second = days.at(LATER, 15, 20), days.at(LATER + timedelta(days=1), 10, 40)
    waiting = [
        _plaque_trip(teams[7], "DZ-07-later", three, 2, first),
        _plaque_trip(teams[10], "DZ-10-later", two, 4, first),
        _app_trip(teams[13], "DZ-13-later", day, second),
        _app_trip(teams[18], "DZ-18-later", [apps.DOUBLED, apps.TASKED], second),
    ]
    return [replace(trip, ends=End.CANDIDATES) for trip in waiting]


def _longer(app: App, minutes: int) -> App:
    return replace(app, answers={**app.answers, "minutes": minutes})


def _app_trip(squad: Squad, name: str, met: Sequence[App], finished: datetime) -> Trip:
    pictures: dict[str, Picture] = {}
    rows = []
    for app in met:
        row, page = apps.row(app, squad.county), apps.page(app, squad.county)
        if page is not None:
            row.update(_shown("shot", name, [page] * app.shots, pictures))
        rows.append(row)
    answers = {
        **_visit(squad, finished),
        "site_type": "town",
        "site_name": squad.town[1] + _office(squad.town[1]),
        "staff_n": 38 + squad.number,
        "talk_n": 6,
        "phone_apps_max": 9 + squad.number % 5,
        "groups_max": 21 + squad.number,
        "app": rows,
        "n_all": len(rows),
        "n_flagged": sum(row["flag_n"] > 0 for row in rows),
        "sum_minutes": sum(row["minutes"] for row in rows),
    }
    return Trip(squad, APPS, name, answers, pictures, finished)


def _plaque_trip(
    squad: Squad, name: str, hung: Sequence[Hung], kept: int, finished: datetime
) -> Trip:
    """Fill the plaque form: so many of the list outside, and as many inside."""
    pictures: dict[str, Picture] = {}
    out = [one.picture for one in hung if one.answers.get("p_out")]
    wall = (*plaques.KEPT[:kept], *out)
    answers = {
        **_visit(squad, finished),
        "site_type": "village",
        "village": squad.village[0],
        "site_name": f"{squad.town[1]}{squad.village[1]}",
        "kept_out": " ".join(OUTSIDE[:kept]),
        "kept_in": " ".join(INSIDE[: kept - 1]),
        **_shown("pan_out", name, [wall], pictures),
    }
    rows = [
        {
            **plaques.row(one, squad.county),
            **_shown("p_before", name, [one.picture], pictures),
        }
        for one in hung
    ]
    total, outside = kept + kept - 1 + len(rows), kept + len(out)
    counts = {
        "plaque": rows,
        "seen_out": outside,
        "seen_in": total - outside,
        "n_plaque": total,
        "n_out": outside,
        "n_bad": len(rows),
        "n_paid": sum(row.get("p_village_paid") == "yes" for row in rows),
    }
    inside = _shown("pan_in", name, [tuple(plaques.KEPT[2:])], pictures)
    return Trip(
        squad, PLAQUES, name, {**answers, **inside, **counts}, pictures, finished
    )


def _visit(squad: Squad, finished: datetime) -> dict[str, Any]:
    """Answer the questions that every form begins and ends with."""
    latitude, longitude = squad.spot
    spot = f"{latitude:.6f} {longitude:.6f}"
    return {
        "start": (finished - timedelta(minutes=52)).isoformat(),
        "end": finished.isoformat(),
        "team_code": squad.code,
        "county": squad.county.region,
        "town": squad.town[0],
        "visit_mode": "unannounced",
        "inspectors": 3,
        "loc": f"{spot} 0 {8 + squad.number % 9}",
        "unit_confirm": "agree",
        "unit_post": "分管负责同志",
    }


def _shown(
    question: str,
    name: str,
    shown: Sequence[Picture],
    pictures: dict[str, Picture],
) -> dict[str, str]:
    """Name the photographs of a question, each in its place of the strip."""
    named: dict[str, str] = {}
    for number, picture in enumerate(shown, start=1):
        file = f"{name}-{len(pictures) + 1:02d}.jpg"
        pictures[file] = picture
        named[question if number == 1 else f"{question}_{number}"] = file
    return named


def _office(town: str) -> str:
    return "办事处" if town.endswith("街道") else "人民政府"
