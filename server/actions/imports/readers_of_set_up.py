"""How rows of categories and of a campaign's set-up are read: from the line alone."""

from __future__ import annotations

from datetime import date

from server.actions.imports.plan import Known, Line
from server.actions.imports.rows import ArrangementRow, CategoryRow


def category(line: Line, _known: Known) -> CategoryRow:
    """Read a kind of problem under its aspect; its place is told by its row."""
    return CategoryRow(
        line.needed("code", 16),
        line.needed("name", 60),
        line.needed("aspect_code", 16),
        line.needed("aspect_name", 60),
    )


def arrangement(line: Line, _known: Known) -> ArrangementRow:
    """Read part of a campaign's set-up."""
    line.needed("kind")
    row = ArrangementRow(
        line.choice("kind", ""),
        line.needed("name", 120),
        line.text("owner", 120),
        line.text("text", 4000),
        line.text("document", 200),
        _day(line, "from_on"),
        _day(line, "to_on"),
    )
    if row.from_on and row.to_on and row.to_on < row.from_on:
        line.fail("to_on", "days_turned")
    return row


def _day(line: Line, column: str) -> str:
    """Read a day, however a spreadsheet wrote it; answer it as ISO 8601."""
    value = line.text(column).replace("/", "-").replace(".", "-")[:10].strip()
    if not value:
        return ""
    try:
        year, month, day = map(int, value.split("-"))
        return date(year, month, day).isoformat()
    except ValueError:
        line.fail(column, "day_bad", value=value)
        return ""
