"""Sheets as an XLSX workbook, in the manner of Chinese offices."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from server.reports.cells import Value, fit
from server.reports.looks import Formats, counting, formats_of
from server.reports.measure import LEAST_PT, MOST_LINES, MOST_PT, height, lines
from server.reports.paper import folded, lay_out, pages_across, pixels, set_up
from server.reports.sheet import HEAD_ROWS, Column, Link, Row, Sheet, Shown, Stands

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
TITLE_PT, SUBTITLE_PT, TOTAL_PT = 36, 20, 24
#: No workbook says when it was made but on its sheets: equal content, equal bytes.
NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 - it is none
#: How much wider than a cell's a title's characters are.
TITLE_WIDER = 22 / 10.5
#: A row with a picture: the count above, the picture below it.
PICTURE_PT, PICTURE_PX, PICTURE_TOP_PX, BESIDE_PX = 75.0, 76, 19, 3


class Tally:
    """Counts what was written: rows, sums, and the columns that hold something."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self.rows = 0
        self.sums = [0.0] * len(columns)
        self.filled: set[int] = set()

    def add(self, row: Row) -> None:
        """Count a row."""
        self.rows += 1
        for place, value in enumerate(row.values):
            if value is not None and value != "":
                self.filled.add(place)
            if self._columns[place].summed and isinstance(value, (int, float)):
                self.sums[place] += value


def write(out: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write the sheets, row by row; only pictures are kept until the end."""
    with Workbook(out, OPTIONS) as book:
        book.set_properties({"created": NO_MOMENT})
        formats = formats_of(book)
        for sheet in sheets:
            counted = {"counted": counting(book, sheet.unit)}
            _sheet(book.add_worksheet(sheet.name), sheet, formats | counted)


def _sheet(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    set_up(page)
    _head(page, sheet, formats)
    tally = Tally(sheet.columns)
    for number, row in enumerate(sheet.rows, start=HEAD_ROWS):
        _row(page, number, sheet.columns, row, formats)
        tally.add(row)
    last = _foot(page, sheet, tally, formats)
    lay_out(page, sheet, folded(sheet.columns, tally.filled), last)


def _head(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    open_ones = [c.width for c in sheet.columns if c.shown is Shown.ALWAYS]
    # What is filled in further down may need a second page: then it stands left.
    likely = [c.width for c in sheet.columns if c.shown is not Shown.ASKED]
    wide = pages_across(likely) > 1
    heads = height((column.heading, column.width) for column in sheet.columns)
    room = sum(open_ones)
    above = (
        TITLE_PT * lines(sheet.title, room / TITLE_WIDER),
        SUBTITLE_PT * lines(sheet.subtitle, room),
    )
    for row, points in enumerate((*above, heads)):
        page.set_row(row, points)
    title = formats["wide_title" if wide else "title"]
    _across(page, 0, sheet, sheet.title, title)
    _across(page, 1, sheet, sheet.subtitle, formats["subtitle"])
    for place, column in enumerate(sheet.columns):
        page.write_string(2, place, fit(column.heading), formats["heading"])


def _foot(page: Worksheet, sheet: Sheet, tally: Tally, formats: Formats) -> int:
    """Say that there is nothing, or close the table; write the total, give its row."""
    last = HEAD_ROWS + tally.rows - 1
    page.autofilter(HEAD_ROWS - 1, 0, last, len(sheet.columns) - 1)
    if not tally.rows:
        last += 1
        page.set_row(last, TOTAL_PT)
        _across(page, last, sheet, sheet.empty, formats["empty"])
    if not sheet.total:
        return last
    _total(page, last + 1, sheet, tally, formats)
    return last + 1


def _across(page: Worksheet, row: int, sheet: Sheet, text: str, form: Any) -> None:
    """Write a text across the columns, from the first one to the last."""
    last = len(sheet.columns) - 1
    if last:
        page.merge_range(row, 0, row, last, "", form)
    page.write_string(row, 0, fit(text), form)


def _row(
    page: Worksheet,
    number: int,
    columns: tuple[Column, ...],
    row: Row,
    formats: Formats,
) -> None:
    high = _height(columns, row)
    page.set_row(number, high)
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        look = _look(column, row, place, high)
        _cell(page, number, place, value, formats[look])
    if row.picture is not None:
        _picture(page, number, row.picture_column, columns, row.picture)


def _look(column: Column, row: Row, place: int, high: float) -> str:
    """Name a cell's format; what no row can hold at least shows its beginning."""
    if row.picture is not None and place == row.picture_column:
        return "pictured"
    if row.stands is Stands.SUM:
        return f"sum_{column.kind.value}"
    cut = high >= MOST_PT and lines(row.values[place], column.width) > MOST_LINES
    return "overfull" if cut else column.kind.value


def _cell(
    page: Worksheet, row: int, place: int, value: Value | Link, form: Any
) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, form)
    elif isinstance(value, Link):
        _link(page, row, place, value, form)
    elif isinstance(value, (datetime, date)):
        _date(page, row, place, value, form)
    elif isinstance(value, str):
        page.write_string(row, place, fit(value), form)
    else:
        page.write_number(row, place, value, form)


def _link(page: Worksheet, row: int, place: int, link: Link, form: Any) -> None:
    """Let a cell lead elsewhere; a count among these stays a number."""
    target = f"internal:'{link.sheet}'!A{link.row}"
    page.write_url(row, place, target, form, fit(str(link.shown)))
    if isinstance(link.shown, int):
        page.write_number(row, place, link.shown, form)


def _date(page: Worksheet, row: int, place: int, value: date, form: Any) -> None:
    """Write a real date; spreadsheets know none before 1900."""
    if value.year < 1900:
        page.write_string(row, place, value.isoformat(), form)
        return
    page.write_datetime(row, place, value, form)


def _picture(
    page: Worksheet, row: int, place: int, columns: tuple[Column, ...], jpeg: bytes
) -> None:
    """Fit a small photo into its cell, under the count, in the middle."""
    image = Image(io.BytesIO(jpeg))
    image.decorative = True
    room = pixels(columns[place].width) - 2 * BESIDE_PX
    wide = image.width * 96 / image.x_dpi
    high = image.height * 96 / image.y_dpi
    scale = min(room / wide, PICTURE_PX / high)
    looks = {
        "x_scale": scale,
        "y_scale": scale,
        "x_offset": BESIDE_PX + (room - wide * scale) / 2,
        "y_offset": PICTURE_TOP_PX,
        "object_position": 1,
    }
    page.insert_image(row, place, image, looks)


def _height(columns: tuple[Column, ...], row: Row) -> float:
    least = PICTURE_PT if row.picture is not None else LEAST_PT
    widths = (column.width for column in columns)
    texts = (value.shown if isinstance(value, Link) else value for value in row.values)
    return height(zip(texts, widths, strict=True), least)


def _total(
    page: Worksheet, number: int, sheet: Sheet, tally: Tally, formats: Formats
) -> None:
    """Write the total row: how many rows there are, and what adds up."""
    page.set_row(number, TOTAL_PT)
    page.write_string(number, 0, sheet.total, formats["total"])
    page.write_number(number, 1, tally.rows, formats["counted"])
    for place, column in list(enumerate(sheet.columns))[2:]:
        if column.summed:
            page.write_number(number, place, tally.sums[place], formats["total"])
        else:
            page.write_blank(number, place, None, formats["total"])
