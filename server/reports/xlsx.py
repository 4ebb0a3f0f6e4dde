"""Sheets as an XLSX workbook, in the manner of Chinese offices."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from server.reports.cells import Value, fit
from server.reports.sheet import HEAD_ROWS, Column, Kind, Link, Row, Sheet

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
FONT = {"font_name": "宋体", "font_size": 10.5}
CELL = {**FONT, "border": 1, "border_color": "#9AA4B2", "valign": "vcenter"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {
        "font_name": "黑体",
        "font_size": 22,
        "align": "center",
        "valign": "vcenter",
    },
    "wide_title": {"font_name": "黑体", "font_size": 22, "valign": "vcenter"},
    "subtitle": {**FONT, "valign": "vcenter", "font_color": "#475467"},
    "heading": {
        **CELL,
        "font_name": "黑体",
        "bold": True,
        "align": "center",
        "text_wrap": True,
        "bg_color": "#E8EEF4",
    },
    "total": {**CELL, "bold": True, "bg_color": "#F4F6F8"},
    Kind.TEXT.value: {**CELL, "num_format": "@", "text_wrap": True},
    Kind.WRAP.value: {**CELL, "num_format": "@", "text_wrap": True},
    Kind.DATE.value: {**CELL, "num_format": "yyyy-mm-dd", "align": "center"},
    Kind.MOMENT.value: {**CELL, "num_format": "yyyy-mm-dd hh:mm:ss"},
    Kind.WHOLE.value: {**CELL, "num_format": "0", "align": "center"},
    Kind.NUMBER.value: {**CELL, "num_format": "General"},
    Kind.LINK.value: {**CELL, "font_color": "#1D5FA8", "underline": 1},
    "pictured": {**CELL, "num_format": "0", "align": "left", "valign": "top"},
}
A4 = 9
#: Wider than this a title in the middle would stand outside of the screen.
SCREEN = 200
LINE_PT, LEAST_PT, MOST_PT = 14.5, 20.0, 300.0
PICTURE_PT, PICTURE_PX, PICTURE_TOP_PX = 66.0, 68, 17
PX_PER_CHARACTER = 7
Formats = dict[str, Any]


def write(out: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write the sheets, row by row; only pictures are kept until the end."""
    with Workbook(out, OPTIONS) as book:
        formats = {name: book.add_format(form) for name, form in FORMATS.items()}
        for sheet in sheets:
            counted = {**FORMATS["total"], "num_format": f'0"{sheet.unit}"'}
            formats["counted"] = book.add_format(counted)
            _sheet(book.add_worksheet(sheet.name), sheet, formats)


def _sheet(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    _set_up(page, sheet)
    _head(page, sheet, formats)
    last, sums = HEAD_ROWS - 1, [0.0] * len(sheet.columns)
    for last, row in enumerate(sheet.rows, start=HEAD_ROWS):
        _row(page, last, sheet.columns, row, formats)
        _add(sums, sheet.columns, row)
    width = len(sheet.columns) - 1
    page.autofilter(HEAD_ROWS - 1, 0, max(last, HEAD_ROWS - 1), width)
    if sheet.total:
        _total(page, last + 1, sheet, sums, formats)


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Prepare the paper: A4 landscape, one page wide, headings on each page."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(HEAD_ROWS, 0)
    page.repeat_rows(HEAD_ROWS - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    page.set_footer("&C第&P页 共&N页")


def _head(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    wide = sum(column.width for column in sheet.columns) > SCREEN
    title = formats["wide_title" if wide else "title"]
    for row, height in enumerate((36, 20, 32)):
        page.set_row(row, height)
    _across(page, 0, sheet.title, title, len(sheet.columns))
    _across(page, 1, sheet.subtitle, formats["subtitle"], len(sheet.columns))
    for place, column in enumerate(sheet.columns):
        page.write_string(2, place, fit(column.heading), formats["heading"])


def _across(page: Worksheet, row: int, text: str, form: Any, columns: int) -> None:
    if columns > 1:
        page.merge_range(row, 0, row, columns - 1, "", form)
    page.write_string(row, 0, fit(text), form)


def _row(
    page: Worksheet,
    number: int,
    columns: tuple[Column, ...],
    row: Row,
    formats: Formats,
) -> None:
    page.set_row(number, _height(columns, row))
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        pictured = row.picture is not None and place == row.picture_column
        form = formats["pictured" if pictured else column.kind.value]
        _cell(page, number, place, value, form)
    if row.picture is not None:
        _picture(page, number, row.picture_column, columns, row.picture)


def _cell(
    page: Worksheet, row: int, place: int, value: Value | Link, form: Any
) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, form)
    elif isinstance(value, Link):
        target = f"internal:'{value.sheet}'!A{value.row}"
        page.write_url(row, place, target, form, fit(value.text))
    elif isinstance(value, (datetime, date)):
        _date(page, row, place, value, form)
    elif isinstance(value, str):
        page.write_string(row, place, fit(value), form)
    else:
        page.write_number(row, place, value, form)


def _date(page: Worksheet, row: int, place: int, value: date, form: Any) -> None:
    """Write a real date; spreadsheets know none before 1900."""
    if value.year < 1900:
        page.write_string(row, place, value.isoformat(), form)
        return
    page.write_datetime(row, place, value, form)


def _picture(
    page: Worksheet, row: int, place: int, columns: tuple[Column, ...], jpeg: bytes
) -> None:
    """Fit a small photo into its cell, under the count."""
    image = Image(io.BytesIO(jpeg))
    across = columns[place].width * PX_PER_CHARACTER
    wide = image.width * 96 / image.x_dpi
    high = image.height * 96 / image.y_dpi
    scale = min(across / wide, PICTURE_PX / high)
    image.decorative = True
    page.insert_image(
        row,
        place,
        image,
        {
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 3,
            "y_offset": PICTURE_TOP_PX,
            "object_position": 1,
        },
    )


def _height(columns: tuple[Column, ...], row: Row) -> float:
    """Give a row the height that its longest text needs, within reason."""
    lines = max(
        _lines(value, column.width)
        for column, value in zip(columns, row.values, strict=True)
    )
    least = PICTURE_PT if row.picture is not None else LEAST_PT
    return min(MOST_PT, max(least, lines * LINE_PT + 4))


def _lines(value: Value | Link, width: float) -> int:
    if not isinstance(value, str):
        return 1
    room = max(2.0, width - 1)
    parts = value[:2000].split("\n")
    return sum(max(1, -int(-_wide(part) // room)) for part in parts)


def _wide(text: str) -> int:
    """Count half-widths: a Chinese character is two of a digit."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _add(sums: list[float], columns: tuple[Column, ...], row: Row) -> None:
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        if column.summed and isinstance(value, (int, float)):
            sums[place] += value


def _total(
    page: Worksheet, number: int, sheet: Sheet, sums: list[float], formats: Formats
) -> None:
    """Write the total row: how many rows there are, and what adds up."""
    page.set_row(number, 24)
    page.write_string(number, 0, sheet.total, formats["total"])
    page.write_number(number, 1, number - HEAD_ROWS, formats["counted"])
    for place, column in list(enumerate(sheet.columns))[2:]:
        if column.summed:
            page.write_number(number, place, sums[place], formats["total"])
        else:
            page.write_blank(number, place, None, formats["total"])
