"""How cells look: the fonts, borders and alignments that offices are used to."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from server.reports.sheet import Kind

FONT = {"font_name": "宋体", "font_size": 10.5}
CELL = {**FONT, "border": 1, "border_color": "#9AA4B2", "valign": "vcenter"}
WRITTEN = {**CELL, "num_format": "@", "text_wrap": True}
TITLE = {"font_name": "黑体", "font_size": 22, "valign": "vcenter", "text_wrap": True}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**TITLE, "align": "center"},
    "wide_title": TITLE,
    "subtitle": {
        **FONT,
        "valign": "vcenter",
        "text_wrap": True,
        "font_color": "#475467",
    },
    "heading": {
        **CELL,
        "font_name": "黑体",
        "bold": True,
        "align": "center",
        "text_wrap": True,
        "bg_color": "#E8EEF4",
    },
    "empty": {**CELL, "align": "left", "indent": 1, "font_color": "#475467"},
    "total": {**CELL, "bold": True, "align": "center", "bg_color": "#F4F6F8"},
    Kind.TEXT.value: {**WRITTEN, "align": "center"},
    Kind.WRAP.value: {**WRITTEN, "align": "left"},
    "overfull": {**WRITTEN, "align": "left", "valign": "top"},
    Kind.DATE.value: {**CELL, "num_format": "yyyy-mm-dd", "align": "center"},
    Kind.MOMENT.value: {
        **CELL,
        "num_format": "yyyy-mm-dd hh:mm:ss",
        "align": "center",
    },
    Kind.WHOLE.value: {**CELL, "num_format": "0", "align": "center"},
    Kind.NUMBER.value: {**CELL, "num_format": "General", "text_wrap": True},
    Kind.LINK.value: {
        **CELL,
        "align": "center",
        "text_wrap": True,
        "font_color": "#1D5FA8",
        "underline": 1,
    },
    "pictured": {**CELL, "num_format": "0", "align": "center", "valign": "top"},
}
#: A row that adds up others.
FORMATS |= {
    f"sum_{kind.value}": {**FORMATS[kind.value], "bold": True, "bg_color": "#F4F6F8"}
    for kind in Kind
}
Formats = dict[str, Any]


def formats_of(book: Workbook) -> Formats:
    """Make the formats known to a workbook."""
    return {name: book.add_format(form) for name, form in FORMATS.items()}


def counting(book: Workbook, unit: str) -> Any:
    """Make the format of a total that names what it counts."""
    return book.add_format({**FORMATS["total"], "num_format": f'0"{unit}"'})
