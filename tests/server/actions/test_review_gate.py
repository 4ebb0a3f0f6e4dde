"""Which submissions are held for a look of their own: a truth table."""

from __future__ import annotations

import pytest

from server.actions.review_gate import Checks, drawn, hold
from server.actions.review_settings import HoldRule, ReviewSettings
from server.models import Campaign

FINE = Checks()
FAILING = (
    Checks(issues=1),
    Checks(flags=1),
    Checks(troubles=1),
    Checks(is_late=True),
)


@pytest.mark.parametrize("checks", [FINE, *FAILING])
def test_all_are_held_when_all_are_to_be(checks):
    assert hold(ReviewSettings(hold=HoldRule.ALL), "uuid:1", checks) == "all"


@pytest.mark.parametrize("rule", [HoldRule.FAILING, HoldRule.SHARE])
@pytest.mark.parametrize("checks", FAILING)
def test_what_any_check_speaks_of_is_held(rule, checks):
    assert hold(ReviewSettings(hold=rule, hold_share=0), "uuid:1", checks) == "failing"


@pytest.mark.parametrize(
    ("rule", "share", "held"),
    [
        (HoldRule.FAILING, 100, ""),
        (HoldRule.SHARE, 0, ""),
        (HoldRule.SHARE, 100, "drawn"),
    ],
)
def test_of_the_rest_a_share_is_held(rule, share, held):
    assert hold(ReviewSettings(hold=rule, hold_share=share), "uuid:1", FINE) == held


def test_the_draw_is_the_same_each_time_and_about_as_large_as_told():
    ids = [f"uuid:{n}" for n in range(4000)]
    chosen = [one for one in ids if drawn(one, 20)]
    assert chosen == [one for one in ids if drawn(one, 20)]
    assert 700 < len(chosen) < 900
    assert set(chosen) <= {one for one in ids if drawn(one, 30)}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({}, ReviewSettings()),
        ({"hold": "share", "hold_share": 5}, ReviewSettings(hold=HoldRule.SHARE)),
        ({"hold": "nonsense", "hold_share": 101}, ReviewSettings()),
        ({"distance_m": "far", "hold_share": True}, ReviewSettings()),
        ({"distance_m": 350}, ReviewSettings(distance_m=350)),
    ],
)
def test_settings_that_make_no_sense_are_as_if_not_set(told, read):
    found = ReviewSettings.of(Campaign(settings=told))
    assert (found.distance_m, found.hold) == (read.distance_m, read.hold)
    assert found.hold_share == (5 if told.get("hold_share") == 5 else 20)
