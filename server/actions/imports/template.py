"""The templates that offices fill in: one sheet for the rows, one that explains."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from server.actions.imports.columns import COLUMNS, KINDS, Column, Kind
from server.actions.imports.plan import Row

ROWS = 1000
HEAD = {"bold": True, "border": 1, "bg_color": "#E8EEF4"}
Styles = dict[str, Any]
HEADINGS = ("列名", "英文列名", "必填", "说明", "示例")


def template(kind: Kind, rows: Sequence[Row] = ()) -> bytes:
    """Make the XLSX template of a kind; filled in, it can be imported as it is.

    Rows that are given are filled in already.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow, and rarely needed

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        styles: Styles = {
            "head": book.add_format(HEAD),
            "needed": book.add_format({**HEAD, "font_color": "#B42318"}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        }
        sheet = book.add_worksheet(KINDS[kind]["zh"])
        _sheet(sheet, COLUMNS[kind], styles)
        for at, row in enumerate(rows, start=1):
            for place, column in enumerate(COLUMNS[kind]):
                sheet.write_string(at, place, str(getattr(row, column.name)))
        _notes(book.add_worksheet("填写说明"), COLUMNS[kind], styles)
    return content.getvalue()


def file_name(kind: Kind) -> str:
    """Name the template's file."""
    return f"{KINDS[kind]['zh']}导入模板.xlsx"


def _sheet(sheet: Any, columns: tuple[Column, ...], styles: Styles) -> None:
    for place, column in enumerate(columns):
        style = styles["needed" if column.required else "head"]
        sheet.set_column(place, place, 22, styles["text"])
        sheet.write_string(0, place, column.chinese, style)
        if column.choices:
            allowed = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(1, place, ROWS, place, allowed)
    sheet.freeze_panes(1, 0)


def _notes(sheet: Any, columns: tuple[Column, ...], styles: Styles) -> None:
    for place, (word, width) in enumerate(
        zip(HEADINGS, (16, 16, 8, 48, 32), strict=True)
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, word, styles["head"])
    for row, column in enumerate(columns, start=1):
        needed = "是" if column.required else ""
        cells = (column.chinese, column.name, needed, column.hint, column.example)
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, styles["wrap"])
