"""What is printed can be read: one page across, or as many as that takes."""

import io

import pytest
from openpyxl import load_workbook

from server.reports import xlsx
from server.reports.ledger import COLUMNS
from server.reports.paper import (
    LEAST_SCALE,
    PAGE_PX,
    folded,
    pages_across,
    pixels,
)
from server.reports.sheet import Column, Row, Sheet, Shown

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


@pytest.mark.parametrize(("count", "over"), [(5, False), (60, True)])
def test_title_and_filter_stand_over_every_page_of_what_is_wider_than_one(count, over):
    columns = tuple(Column(f"列{place}", 24) for place in range(count))
    rows = [Row(("文",) * count)]
    out = io.BytesIO()
    xlsx.write(out, [Sheet("表", "减负&专项台账", "筛选：全部", columns, rows, "合计")])
    [page] = load_workbook(out).worksheets
    assert page.oddHeader is not None
    said = (page.oddHeader.left.text or "") + (page.oddHeader.center.text or "")
    assert ("减负&&专项台账" in said and "筛选：全部" in said) == over
    # The cells with the title do not print a second time, cut by the next page.
    assert (page.print_area or "").startswith("'表'!$A$3:") == over
    assert page["A1"].value == "减负&专项台账"
