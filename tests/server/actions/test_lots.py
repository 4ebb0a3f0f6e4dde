"""Lots: the seed alone decides, nobody goes where the team must not, all go alike."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from server.actions.lots import Lot, agrees, drawn

COUNTIES = [f"3714{number:02d}000000" for number in range(2, 14)]
TEAMS = [f"T{number}" for number in range(1, 7)]
POOL = [Lot(team) for team in TEAMS]

pools = st.lists(
    st.tuples(
        st.sampled_from(TEAMS),
        st.lists(st.sampled_from([*COUNTIES, "371400000000"]), max_size=3),
    ),
    min_size=1,
    unique_by=lambda one: one[0],
).map(lambda told: [Lot(team, tuple(recusals)) for team, recusals in told])


@given(st.text(max_size=30), pools, st.permutations(COUNTIES))
def test_the_same_seed_draws_the_same_however_places_and_teams_stand(
    seed, pool, places
):
    first = drawn(seed, COUNTIES, pool)
    assert drawn(seed, places, pool[::-1]) == first
    assert agrees(seed, COUNTIES, pool, first)


@given(st.text(max_size=30), pools)
def test_no_team_goes_where_it_must_not_and_a_place_is_left_only_when_none_may(
    seed, pool
):
    result = drawn(seed, COUNTIES, pool)
    by_team = {lot.team: lot for lot in pool}
    for place in COUNTIES:
        if place in result:
            assert by_team[result[place]].may_go(place)
        else:
            assert not any(lot.may_go(place) for lot in pool)


def test_without_recusals_all_teams_go_equally_often():
    counts = Counter(drawn("第一次", COUNTIES, POOL).values())
    assert set(counts.values()) == {2}


def test_another_seed_draws_otherwise():
    draws = {tuple(sorted(drawn(str(n), COUNTIES, POOL).items())) for n in range(20)}
    assert len(draws) > 15


def test_a_result_that_was_touched_does_not_agree():
    result = drawn("s", COUNTIES, POOL)
    other = next(team for team in TEAMS if team != result[COUNTIES[0]])
    assert not agrees("s", COUNTIES, POOL, {**result, COUNTIES[0]: other})


def test_a_team_of_a_county_does_not_go_to_its_towns():
    lot = Lot("T1", ("371402000000",))
    assert not lot.may_go("371402100000")
    assert not lot.may_go("371400000000")
    assert lot.may_go("371403000000")
