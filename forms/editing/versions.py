"""The number under which what was edited is published."""

import re
from collections.abc import Collection

from forms.authoring.book import Book
from forms.authoring.headings import headings_for
from forms.editing.changes import Edit, Write

_COUNTED = re.compile(r"(.*?)(\d+)")
SHEET = "settings"


def following(version: str, taken: Collection[str]) -> str:
    """Give the next free version: its last number counted on."""
    match = _COUNTED.fullmatch(version)
    stem, number = (match[1], match[2]) if match else (f"{version}-", "1")
    count = int(number)
    told = version
    while told == version or told in taken:
        count += 1
        told = f"{stem}{str(count).zfill(len(number))}"
    return told.lstrip("-")


def renumber(book: Book, version: str) -> list[Edit]:
    """Write a version into the settings; nothing where there is no such sheet."""
    sheet = book.sheet(SHEET)
    if sheet is None:
        return []
    heading = next(iter(headings_for(sheet, "version")), "version")
    row = next((row.number for row in sheet.rows if row.cells), 2)
    return [Write(SHEET, row, heading, version)]
