"""Numbers, days and places are gathered so that a chart can show them."""

from __future__ import annotations

from datetime import date

import pytest

from server.reports.answer_charts import BINS, bins, plane, spans, width
from server.reports.submission_filter import Condition


@pytest.mark.parametrize(
    ("numbers", "bars"),
    [
        ([5], [(5, 6, 1)]),
        ([0, 1, 1, 3], [(0, 1, 1), (1, 2, 2), (2, 3, 0), (3, 4, 1)]),
        ([0.5, 0.5], [(0.5, 0.500000001, 2)]),
        ([-3, 2], [(n, n + 1, int(n in (-3, 2))) for n in range(-3, 3)]),
        ([0, 100], [(n, n + 10, int(n in (0, 100))) for n in range(0, 110, 10)]),
    ],
)
def test_numbers_are_gathered_into_few_bins_of_round_width(numbers, bars):
    made = bins([(number, numbers.count(number)) for number in dict.fromkeys(numbers)])
    found = [(round(bar.low, 9), round(bar.high, 9), bar.count) for bar in made["bars"]]
    assert [bar[2] for bar in found] == [bar[2] for bar in bars]
    assert found[0][0] == pytest.approx(bars[0][0])
    assert sum(bar[2] for bar in found) == len(numbers)


@pytest.mark.parametrize("high", [1, 7, 12, 13, 99.5, 1234, 1e9, 1e15, 0.003])
def test_there_are_never_more_bins_than_a_chart_has_room_for(high):
    assert high / width(0, high) <= BINS


def test_a_mean_weighs_how_often_a_number_was_given():
    assert bins([(1, 3), (5, 1)])["spread"] == (1, 2, 5)


@pytest.mark.parametrize(
    ("last", "step", "bars"),
    [
        (date(2026, 3, 1), 1, 1),
        (date(2026, 3, 31), 1, 31),
        (date(2026, 4, 1), 7, 5),
        (date(2027, 3, 1), 28, 14),
        (date(2126, 3, 1), 36525, 1),
    ],
)
def test_days_are_gathered_into_spans_that_fit(last, step, bars):
    first = date(2026, 3, 1)
    made = spans([(day, 2) for day in dict.fromkeys((first, last))])
    assert len(made) == bars <= 31
    assert (made[0].high - made[0].low).days + 1 == step
    assert made[-1].low <= last <= made[-1].high


def test_nothing_is_gathered_of_nothing():
    assert spans([]) == []
    assert plane([]) == ([], (0, 0))


def test_places_lie_north_up_and_east_right():
    points, (wide, high) = plane([(37.0, 116.0, "a"), (37.1, 116.1, "b")])
    assert [(point.x, point.y) for point in points] == [(0, 1), (1, 0)]
    assert high == pytest.approx(11057, rel=0.01)
    assert wide == pytest.approx(8890, rel=0.01)


def test_one_place_alone_is_on_the_plane():
    ((point,), extent) = plane([(37.0, 116.0, "a")])
    assert 0 <= point.x <= 1
    assert 0 <= point.y <= 1
    assert extent == (100, 100)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("minutes:least:60", Condition("minutes", "least", "60")),
        ("on:most:2026-03-01", Condition("on", "most", "2026-03-01")),
        ("said:has:a:b", Condition("said", "has", "a:b")),
        ("said:any:", Condition("said", "any", "")),
        ("said:any", Condition("said", "any", "")),
        ("minutes:least:many", None),
        ("minutes:least:nan", None),
        ("minutes:least:1e400", None),
        ("said:has:“”", None),
        ("said:like:x", None),
        ("said:is:", None),
        (":is:x", None),
        ("", None),
    ],
)
def test_a_condition_is_read_or_left(written, found):
    assert Condition.read(written) == found
