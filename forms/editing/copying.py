"""A question, or a group with all that is in it, written once more behind itself.

What is copied gets names that are free, and what it asks of its own questions it asks
of their copies: `${old}` everywhere, and `./old` or `../old` where a path stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from forms.authoring.book import SheetRow
from forms.authoring.headings import headings_for
from forms.authoring.photos import also_named
from forms.authoring.survey import Survey
from forms.editing.changes import Copy, Edit, Write
from forms.editing.outline import Outline
from forms.editing.survey_rows import SHEET, Added, block_at, is_taken, survey_of

#: Where a name after `./` is a question's; in a choice filter it is a list's column.
PATHS = ("relevant", "constraint", "calculation", "required", "repeat_count")
_COUNTED = re.compile(r"(.*?)_?(\d*)")
_ASKED = re.compile(r"\$\{((?:last-saved#)?)([^{}]+)\}")
_NAME = r"[A-Za-z_][\w.-]*"
_PATH = re.compile(rf"(?<![\w.)\]/'\"])((?:\.\./)+|\./)({_NAME}(?:/{_NAME})*)")


def copy(outline: Outline, row: int) -> Added:
    """Write a block once more behind itself; raises EditRefused."""
    block = block_at(outline, row)
    rows = [outline.row(SHEET, one) for one in range(block.first, block.last + 1)]
    survey, height = survey_of(outline), len(rows)
    names = _renamed(survey, rows)
    edits: list[Edit] = [Copy(SHEET, one.number + height, one.number) for one in rows]
    for one in rows:
        for heading, text in _written(survey, one, names):
            edits.append(Write(SHEET, one.number + height, heading, text))
    first = block.last + 1
    taken = any(is_taken(outline, first + n) for n in range(height))
    return Added(first, taken, edits, height)


def _renamed(survey: Survey, rows: list[SheetRow]) -> dict[str, str]:
    """Give every name of the rows another one that is free."""
    photos = (name for row in survey.sheet.rows for name in also_named(survey, row))
    taken = {*survey.names(), *(name.lower() for name in photos)}
    found: dict[str, str] = {}
    for row in rows:
        name = survey.cell(row, "name")
        if name and name not in found:
            found[name] = _free(name, taken)
            taken.add(found[name].lower())
    return found


def _written(
    survey: Survey, row: SheetRow, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """List the cells of a row that say something else in its copy."""
    called = survey.heading("name")
    steps = {h for column in PATHS for h in headings_for(survey.sheet, column)}
    for heading, text in row.cells.items():
        said = names.get(text, text) if heading == called else _asked(text, names)
        if heading in steps:
            said = _walked(said, names)
        if said != text:
            yield heading, said


def _asked(text: str, names: Mapping[str, str]) -> str:
    def other(asked: re.Match[str]) -> str:
        return f"${{{asked[1]}{names.get(asked[2], asked[2])}}}"

    return _ASKED.sub(other, text)


def _walked(text: str, names: Mapping[str, str]) -> str:
    def other(path: re.Match[str]) -> str:
        return path[1] + "/".join(names.get(step, step) for step in path[2].split("/"))

    return _PATH.sub(other, text)


def _free(name: str, taken: set[str]) -> str:
    match = _COUNTED.fullmatch(name)
    stem, number = (match[1], match[2]) if match else (name, "")
    count = int(number or 1) + 1
    while f"{stem}_{count}".lower() in taken:
        count += 1
    return f"{stem}_{count}"
