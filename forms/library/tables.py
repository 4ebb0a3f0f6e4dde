"""Workbooks written as Markdown tables: one heading, one table for each sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence

Table = Sequence[Sequence[str]]

_HEADING = re.compile(r"^##\s+(\S+)\s*$")
_RULE = re.compile(r"^\|(\s*:?-+:?\s*\|)+$")
LINE_BREAK = "\\n"


def read_tables(text: str) -> dict[str, list[list[str]]]:
    """Read every table by the heading above it; its first row holds the columns."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in text.splitlines():
        heading = _HEADING.match(line.strip())
        if heading:
            name = heading.group(1)
        elif line.strip().startswith("|") and not _RULE.match(line.strip()):
            found.setdefault(name, []).append(_cells(line))
    return found


def _cells(line: str) -> list[str]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace(LINE_BREAK, "\n") for cell in inside.split("|")]


def as_rows(table: Table) -> Iterator[dict[str, str]]:
    """Read a table's rows by their columns, blank cells left out."""
    columns, *rows = table
    for row in rows:
        cells = zip(columns, row, strict=True)
        yield {column: cell for column, cell in cells if cell}


def as_table(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Write rows as a table with all the columns that any of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]
