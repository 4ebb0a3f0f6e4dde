"""Sheets of sums on an office's paper, turned, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from server.reports.letter.contract import Letter
from server.reports.letter.tables import Column
from server.reports.sheet import Column as Wide
from server.reports.sheet import Sheet

#: As wide is the text of a turned page, in millimetres.
ROOM = 225.0
#: What is as narrow stands in the middle of its column.
NARROW = 10


def title(sheet: Sheet) -> str:
    """Call a sheet of sums as an attachment."""
    return f"问题汇总（{sheet.name}）"


def attach(writing: Letter, sheets: Sequence[Sheet]) -> None:
    """Write each sheet as an attachment on a page of its own; its sums end it."""
    for number, sheet in enumerate(sheets, start=1):
        writing.wide()
        writing.attachment(f"附件{number}", title(sheet))
        writing.remark(sheet.subtitle)
        rows = [[_cell(value) for value in row.values] for row in sheet.rows]
        writing.table(_columns(sheet.columns), rows, "")


def _columns(columns: Sequence[Wide]) -> list[Column]:
    """Share out the page as the sheet's columns stand to one another."""
    scale = ROOM / sum(one.width for one in columns)
    return [
        Column(one.heading, one.width * scale, one.width > NARROW) for one in columns
    ]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
