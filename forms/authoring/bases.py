"""What rules rest on: the `bases` sheet, and the national ones everybody cites."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from forms.authoring.book import Sheet, SheetRow
from forms.authoring.headings import headings_for
from forms.errors import WorkbookProblem
from forms.rule import RuleBasis

PLAN = "本专项方案"
"""What a rule rests on that cites nothing: the plan of the campaign itself."""

KNOWN = {
    "2022村级意见": RuleBasis("2022村级意见", date(2022, 8, 22)),
    "指尖意见": RuleBasis("指尖意见", date(2023, 12, 18)),
    "若干规定": RuleBasis("若干规定", date(2024, 8, 6)),
    "2026办法": RuleBasis("2026办法", date(2026, 1, 25)),
}
"""Dates of the national rules, for workbooks without a `bases` sheet of their own."""

_CITED = re.compile(r"[;；\n]+")
_FROM_PLAN = re.compile(r"\b(seed|plan)\b", re.IGNORECASE)

Bases = Mapping[str, RuleBasis]


def read_bases(sheet: Sheet, problems: list[WorkbookProblem]) -> Bases:
    """Read the `bases` sheet by its keys, noting what is wrong with it."""
    found: dict[str, RuleBasis] = {}
    for row in sheet.rows:
        key = _cell(sheet, row, "basis")
        if key:
            start = _day(sheet, row, "effective_from", problems)
            end = _day(sheet, row, "effective_to", problems)
            found[key] = RuleBasis(key, start, end)
        elif row.cells:
            heading = _heading(sheet, "basis")
            problems.append(
                WorkbookProblem("basis_unnamed", sheet.name, row.number, heading)
            )
    return found


def _heading(sheet: Sheet, column: str) -> str:
    return next(iter(headings_for(sheet, column)), column)


def _cell(sheet: Sheet, row: SheetRow, column: str) -> str:
    return row.cells.get(_heading(sheet, column), "")


def _day(
    sheet: Sheet, row: SheetRow, column: str, problems: list[WorkbookProblem]
) -> date | None:
    written = _cell(sheet, row, column)
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        values = {"written": written}
        heading = _heading(sheet, column)
        problems.append(
            WorkbookProblem("basis_day", sheet.name, row.number, heading, values)
        )
        return None


def cited(written: str) -> tuple[str, ...]:
    """Cut a `basis` cell into what it cites."""
    parts = (part.strip() for part in _CITED.split(written))
    return tuple(part for part in parts if part)


def resting_on(written: str, origin: str, bases: Bases) -> tuple[RuleBasis, ...]:
    """Find what a rule rests on; with the campaign's plan where that is meant.

    A citation is dated by the longest key it begins with. A rule whose origin says
    `seed` or `plan`, and a rule that cites nothing, rests on the campaign's plan.
    """
    found = tuple(_dated(citation, bases) for citation in cited(written))
    undated = any(not basis.dated for basis in found)
    if not found or (_FROM_PLAN.search(origin) and not undated):
        return (RuleBasis(PLAN), *found)
    return found


def _dated(citation: str, bases: Bases) -> RuleBasis:
    key = key_of(citation, bases)
    return replace(bases[key], title=citation) if key else RuleBasis(citation)


def key_of(citation: str, bases: Bases) -> str | None:
    """Find the longest key that a citation begins with."""
    keys = [key for key in bases if citation.startswith(key)]
    return max(keys, key=len, default=None)


def strangers(written: str, bases: Bases) -> Iterator[str]:
    """List what is cited but not in the sheet."""
    return (one for one in cited(written) if key_of(one, bases) is None)
