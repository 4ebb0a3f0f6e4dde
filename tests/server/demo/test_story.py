"""The story on paper: 18 teams, 53 findings, 11 candidates."""

from server.demo.story import COUNTIES, squads
from server.demo.trips import trips


def test_eighteen_teams_over_twelve_counties_bring_home_fifty_three():
    assert (len(squads()), len(COUNTIES)) == (18, 12)
    assert sum(squad.findings for squad in squads()) == 53


def test_team_seven_visits_a_town_of_linyi():
    seven = squads()[6]
    assert (seven.name, seven.county.code) == ("德州-07", "371424")


def test_every_trip_has_an_id_and_photographs_of_its_own():
    made = trips()
    names = [name for trip in made for name in trip.pictures]
    assert len({trip.instance_id for trip in made}) == len(made)
    assert len(set(names)) == len(names)


def test_nobody_works_on_a_weekend():
    assert all(trip.finished_at.weekday() < 5 for trip in trips())


def test_told_again_the_story_is_the_same():
    assert [trip.answers for trip in trips()] == [trip.answers for trip in trips()]
