"""Sheets on paper: A4 landscape, headings on each page, never too small to read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from server.reports.cells import fit
from server.reports.sheet import HEAD_ROWS, Column, Sheet, Shown

A4 = 9
#: Margins in inches, and the pixels (96 an inch) that they leave of 297 mm.
SIDE, TOP, BOTTOM = 0.3, 0.5, 0.6
PAGE_PX = 1065
#: Text of 10.5 points is still read at six.
LEAST_SCALE = 6 / 10.5
WIDEST_PX = PAGE_PX / LEAST_SCALE
#: The first columns say which row it is; a second page across repeats them.
REPEATED = 2
#: Room for title and filter over a page; a spreadsheet takes 255 characters there.
HEAD_TOP, TITLE_MOST, FILTER_MOST = 0.95, 60, 120
OVER = '&L&"黑体,Regular"&18 {title}\n&"宋体,Regular"&9 {subtitle}'


def set_up(page: Worksheet) -> None:
    """Prepare the paper: the headings stay in sight, on the screen as in print."""
    page.freeze_panes(HEAD_ROWS, 0)
    page.repeat_rows(HEAD_ROWS - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.center_horizontally()
    page.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    page.set_footer("&C第&P页 共&N页", {"margin": 0.25, "scale_with_doc": False})


def folded(columns: Sequence[Column], filled: Collection[int]) -> frozenset[int]:
    """Tell which columns are folded away, by where they stand."""
    return frozenset(
        place
        for place, column in enumerate(columns)
        if column.shown is Shown.ASKED
        or (column.shown is Shown.FILLED and place not in filled)
    )


def lay_out(page: Worksheet, sheet: Sheet, away: Collection[int], last: int) -> None:
    """Give the columns their widths, fold those away, and fit the rest to paper."""
    columns = sheet.columns
    for place, column in enumerate(columns):
        fold = {"level": 1, "hidden": True} if place in away else {}
        page.set_column(place, place, column.width, None, fold | _sign(place, away))
    page.set_column(len(columns), len(columns), None, None, _sign(len(columns), away))
    across = pages_across([c.width for p, c in enumerate(columns) if p not in away])
    page.fit_to_pages(across, 0)
    if across > 1:
        page.repeat_columns(0, REPEATED - 1)
        _head_pages(page, sheet, last)


def _head_pages(page: Worksheet, sheet: Sheet, last: int) -> None:
    """Let title and filter stand over every page: their cells would be cut in two."""
    title, subtitle = (
        fit(text).replace("\n", " ")[:most].replace("&", "&&")
        for text, most in ((sheet.title, TITLE_MOST), (sheet.subtitle, FILTER_MOST))
    )
    page.print_area(HEAD_ROWS - 1, 0, last, len(sheet.columns) - 1)
    page.set_margins(left=SIDE, right=SIDE, top=HEAD_TOP, bottom=BOTTOM)
    over = OVER.format(title=title, subtitle=subtitle)
    page.set_header(over, {"margin": SIDE, "scale_with_doc": False})


def pages_across(widths: Sequence[float]) -> int:
    """Count the pages side by side: one, unless its text could not be read."""
    wide = sum(map(pixels, widths))
    if wide <= WIDEST_PX:
        return 1
    repeated = sum(map(pixels, widths[:REPEATED]))
    return ceil((wide - repeated) / (WIDEST_PX - repeated))


def pixels(width: float) -> float:
    """Turn a width in characters into pixels, as spreadsheets do."""
    return width * 7 + 5


def _sign(place: int, away: Collection[int]) -> dict[str, bool]:
    """Mark the column after folded ones: the sign that unfolds stands above it."""
    return {"collapsed": True} if place - 1 in away and place not in away else {}
