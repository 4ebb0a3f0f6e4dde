"""Read a workbook's sheets, refusing what would eat the machine."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from forms.authoring.old_book import OLD, read_old_book
from forms.authoring.sheets import (
    MAX_COLUMNS,
    MAX_FILE,
    Book,
    Cells,
    Sheet,
    SheetRow,
    problem,
    sheet_of,
)
from forms.errors import WorkbookError

__all__ = ["Book", "Cells", "Sheet", "SheetRow", "problem", "read_book"]

MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 2_000


_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+[0-9]+)"[^>]*>\s*<f\b[^>]*>([^<]{0,200})[^<]*</f>'
    rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


def read_book(source: bytes) -> Book:
    """Read all sheets as text; raises WorkbookError."""
    if source.startswith(OLD):
        return read_old_book(source)
    import openpyxl  # noqa: PLC0415 - slow to load, and rarely needed

    _check_archive(source)
    try:
        opened = openpyxl.load_workbook(
            io.BytesIO(source), read_only=True, data_only=True
        )
        with_rows = [sheet for sheet in opened.worksheets if hasattr(sheet, "rows")]
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            sheets = [_sheet(sheet, archive) for sheet in with_rows]
    except WorkbookError:
        raise
    # A damaged or hostile file makes the reader raise whatever it stumbles over.
    except Exception as error:  # noqa: BLE001
        problem("workbook_unreadable", reason=type(error.__cause__ or error).__name__)
    return Book({sheet.name.strip().lower(): sheet for sheet in reversed(sheets)})


def _check_archive(source: bytes) -> None:
    """Look at what the archive says it holds before unpacking anything."""
    if len(source) > MAX_FILE:
        problem("workbook_big", limit=MAX_FILE // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        problem("not_a_workbook")
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
        problem("workbook_bomb", limit=MAX_UNPACKED // 1024 // 1024)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        problem("not_a_workbook")


def _sheet(sheet: Any, archive: zipfile.ZipFile) -> Sheet:
    rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    read = sheet_of(sheet.title, rows)
    written = archive.read(sheet._worksheet_path)  # noqa: SLF001 - no other way to it
    return replace(read, merged=_merged(written), unvalued=_unvalued(written))


def _merged(written: bytes) -> tuple[str, ...]:
    return tuple(ref.decode() for ref in _MERGED.findall(written))


def _unvalued(written: bytes) -> tuple[tuple[str, str], ...]:
    """Find formulas that nobody has worked out: what reads the file sees nothing."""
    if b"<f" not in written:
        return ()
    found = _FORMULA.findall(written)
    return tuple((cell.decode(), f"={what.decode('utf-8')}") for cell, what in found)
