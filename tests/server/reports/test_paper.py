"""What is printed can be read: one page across, or as many as that takes."""

import pytest

from server.reports.ledger import COLUMNS
from server.reports.paper import (
    LEAST_SCALE,
    PAGE_PX,
    folded,
    pages_across,
    pixels,
)
from server.reports.sheet import Column, Shown

OPEN = [column.width for column in COLUMNS if column.shown is Shown.ALWAYS]


def test_the_ledger_of_the_first_step_is_one_legible_page_across():
    assert pages_across(OPEN) == 1
    assert PAGE_PX / sum(map(pixels, OPEN)) * 10.5 > 6


def test_the_whole_ledger_takes_more_pages_and_no_smaller_print():
    assert pages_across([column.width for column in COLUMNS]) == 3


@pytest.mark.parametrize("count", [20, 58, 300])
def test_every_page_across_has_room_at_the_smallest_print(count):
    widths = [24.0] * count
    across = pages_across(widths)
    repeated = 2 * pixels(24) * (across - 1)
    assert (sum(map(pixels, widths)) + repeated) * LEAST_SCALE <= PAGE_PX * across


def test_columns_fold_by_what_they_are_and_what_they_hold():
    columns = [Column(shown.value, 10, shown=shown) for shown in Shown]
    assert folded(columns, ()) == {1, 2}
    assert folded(columns, (0, 1, 2)) == {2}
