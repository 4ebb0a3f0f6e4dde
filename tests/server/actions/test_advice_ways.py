"""Each step of a recommendation from each state: it leads on, or is refused."""

from __future__ import annotations

from datetime import date

import pytest

from server.actions.advice import ways
from server.actions.advice.steps import half_a_year_after
from server.errors import WrongState
from server.models import RecommendationState as At

LEADS = {
    ("drafted", "approve"): "approved",
    ("approved", "deliver"): "delivered",
    ("delivered", "acknowledge"): "acknowledged",
    ("delivered", "object"): "objected",
    ("acknowledged", "plan"): "plan_filed",
    ("objected", "plan"): "plan_filed",
    ("plan_filed", "report"): "reported",
    ("failed", "report"): "reported",
    ("reported", "pass"): "passed",
    ("reported", "fail"): "failed",
    ("passed", "close"): "closed",
    ("closed", "holds"): "closed",
    ("closed", "broken"): "failed",
}


@pytest.mark.parametrize("state", list(At))
@pytest.mark.parametrize("step", list(ways.WAYS))
def test_a_step_leads_on_or_is_refused(state, step):
    end = LEADS.get((state.value, step))
    if end is not None:
        assert ways.after(state, step) == end
        return
    with pytest.raises(WrongState):
        ways.after(state, step)


def test_office_and_unit_never_take_the_same_step():
    for state in At:
        both = set(ways.office(state)) & set(ways.unit(state))
        assert not both
    assert ways.unit(At.DELIVERED) == ["acknowledge", "object"]
    assert ways.unit(At.DRAFTED) == []


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_half_a_year_ends_with_the_month_when_it_must(day, later):
    assert half_a_year_after(day) == later
