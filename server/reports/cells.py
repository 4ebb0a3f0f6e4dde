"""Text that is safe to put into a cell, whoever wrote it."""

from __future__ import annotations

import re
from datetime import date, datetime

from server.db import LOCAL

Value = str | int | float | date | datetime | None

#: The most characters that a cell of XLSX holds.
LONGEST = 32_767
SHORTENED = "…（过长，已截断 / shortened）"
#: What XML 1.0 has no place for, and what spreadsheets show as boxes.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: A number, or the numbers of a place: nothing that a spreadsheet would compute.
NUMBERS = re.compile(r"[+-]?\d+(?:\.\d+)?(?: [+-]?\d+(?:\.\d+)?)*")
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\']")
LONGEST_FILE_NAME, LONGEST_SHEET_NAME = 80, 31


def fit(text: str) -> str:
    """Cut to what a cell holds; unfit characters become blanks."""
    plain = UNFIT.sub(" ", text)
    if _units(plain) <= LONGEST:
        return plain
    room = LONGEST - _units(SHORTENED)
    while _units(plain) > room:
        plain = plain[: len(plain) - max(1, (_units(plain) - room) // 2)]
    return plain + SHORTENED


def guarded(text: str) -> str:
    """Write text so that no spreadsheet takes it for a formula (CSV)."""
    if text.startswith(COMPUTED) and not NUMBERS.fullmatch(text):
        return f"'{text}"
    return text


def local(moment: datetime) -> datetime:
    """Show a moment as the clock on the wall does; spreadsheets know no zones."""
    return moment.astimezone(LOCAL).replace(tzinfo=None)


def plain(value: Value) -> str:
    """Write a value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def file_name(stem: str, ending: str) -> str:
    """Make a file name that every system takes, at most 80 characters."""
    bare = FORBIDDEN_IN_NAMES.sub("_", UNFIT.sub("", stem)).strip(" .")
    return f"{bare[: LONGEST_FILE_NAME - len(ending) - 1]}.{ending}"


def sheet_names(wanted: list[str]) -> list[str]:
    """Make names that a workbook takes: short, without marks, each its own."""
    taken: list[str] = []
    for name in wanted:
        bare = FORBIDDEN_IN_SHEETS.sub("_", UNFIT.sub("", name)).strip() or "_"
        cut, number = bare[:LONGEST_SHEET_NAME], 1
        while cut.lower() in {other.lower() for other in taken}:
            number += 1
            tail = f"_{number}"
            cut = bare[: LONGEST_SHEET_NAME - len(tail)] + tail
        taken.append(cut)
    return taken


def _units(text: str) -> int:
    """Count as spreadsheets do: a rare character counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)
