"""The story on paper: 18 teams, 53 findings, 11 candidates."""

from datetime import date, timedelta

import pytest

from server.demo.days import BEGINS, PRESENT, Days
from server.demo.story import COUNTIES, squads
from server.demo.trips import trips


def test_eighteen_teams_over_twelve_counties_bring_home_fifty_three():
    assert (len(squads()), len(COUNTIES)) == (18, 12)
    assert sum(squad.findings for squad in squads()) == 53


def test_team_seven_visits_a_town_of_linyi():
    seven = squads()[6]
    assert (seven.name, seven.county.code) == ("德州-07", "371424")


def test_every_trip_has_an_id_and_photographs_of_its_own():
    made = trips(Days())
    names = [name for trip in made for name in trip.pictures]
    assert len({trip.instance_id for trip in made}) == len(made)
    assert len(set(names)) == len(names)


def test_nobody_works_on_a_weekend():
    assert all(trip.finished_at.weekday() < 5 for trip in trips(Days()))


def test_told_again_the_story_is_the_same():
    once, again = trips(Days()), trips(Days())
    assert [trip.answers for trip in once] == [trip.answers for trip in again]


@pytest.mark.parametrize("day", [date(2026, 5, 4), date(2026, 12, 6), date(2027, 1, 1)])
def test_the_story_has_come_to_this_week_whenever_it_is_told(day):
    days = Days.until(day)
    present = days.on(PRESENT)
    assert timedelta() <= day - present < timedelta(days=7)
    assert present.weekday() == 0
    assert max(trip.finished_at.date() for trip in trips(days)) < present
    assert Days.since(days.on(BEGINS)) == days


def test_it_is_never_told_before_its_spring():
    assert Days.until(date(2025, 8, 1)) == Days()
