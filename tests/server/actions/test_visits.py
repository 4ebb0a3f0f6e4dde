"""Where a visit goes: the place of its site, as people write it."""

import pytest

from server.actions.visits import spot
from server.errors import BadInput

PLACE = (37.189642, 116.866107)


@pytest.mark.parametrize(
    "written",
    [
        "37.189642, 116.866107",
        "37.189642 116.866107",
        "37.189642，116.866107",
        " ３７.189642°、116.866107° ",
    ],
)
def test_a_place_is_read_however_it_is_written(written):
    assert spot(written) == PLACE


def test_a_visit_may_have_no_place():
    assert spot("  ") == (None, None)


@pytest.mark.parametrize(
    "written",
    ["37.19", "116.87, 37.19", "east", "37,19,116,87", "1e1, 2", "91, 0", "nan, 1"],
)
def test_what_is_no_place_on_earth_is_refused(written):
    with pytest.raises(BadInput):
        spot(written)
