"""Sheets as CSV: UTF-8 with a mark, so that spreadsheets read Chinese."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import IO, BinaryIO

from server.reports.cells import Value, fit, guarded, plain
from server.reports.sheet import Kind, Link, Sheet

#: When no moment is written into an archive, equal content is equal bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def write(out: IO[bytes], sheet: Sheet) -> None:
    """Write the headings and the rows of a sheet."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(column.heading, Kind.TEXT) for column in sheet.columns])
    for row in sheet.rows:
        kinds = (column.kind for column in sheet.columns)
        cells = zip(row.values, kinds, strict=True)
        writer.writerow([_cell(value, kind) for value, kind in cells])
    text.detach()


def write_archive(out: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write several sheets as a zip of CSV files."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            entry = zipfile.ZipInfo(f"{sheet.name}.csv", NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as member:
                write(member, sheet)


def _cell(value: Value | Link, kind: Kind) -> str:
    if isinstance(value, Link):
        return _cell(value.shown, Kind.TEXT)
    if isinstance(value, str) or kind in (Kind.TEXT, Kind.WRAP):
        return guarded(fit(plain(value)))
    return plain(value)
