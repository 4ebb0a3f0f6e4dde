"""A file for an entity list, read: its rows, and what is wrong with them by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.entities import is_list_name, is_property
from forms.entity_list import COLUMNS, CSV
from forms.open_findings import FINDING_LIST
from forms.regions import REGION_LIST
from server.actions.imports import read_table
from server.actions.imports.table import Formula, Table
from server.errors import BadInput
from server.models import Sharing
from sync.entities import LABEL

#: As many as a phone opens without standing still.
MOST_ROWS = 20_000
LONGEST = 100
#: Columns that say whose an entry is, and no property.
TEAM, REGION = "team", "region_code"
#: How what a spreadsheet would compute begins.
COMPUTED = ("=", "+", "-", "@")
#: Made of other rows, so never brought.
MADE = frozenset({REGION_LIST, FINDING_LIST})


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One line of the file; `name` is empty for an entry that is new."""

    number: int
    name: str
    values: Mapping[str, str]
    team: str
    region: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps a row from being brought: where, and by which code."""

    row: int
    column: str
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says, and what of it cannot be."""

    heading: tuple[str, ...]
    rows: tuple[BroughtRow, ...]
    wrong: tuple[Wrong, ...]

    @property
    def properties(self) -> list[str]:
        """Name the columns that are properties of the entries."""
        own = (TEAM, REGION)
        return [one for one in self.heading if is_property(one) and one not in own]

    @property
    def sharing(self) -> Sharing:
        """Share a new list with whom the file names, and with all where nobody."""
        if TEAM in self.heading:
            return Sharing.TEAM
        return Sharing.REGION if REGION in self.heading else Sharing.CAMPAIGN


def fit_name(name: str) -> None:
    """Raise BadInput for what no list may be called."""
    if not is_list_name(name) or len(name) > LONGEST or f"{name}{CSV}" in MADE:
        raise BadInput("entity_list_name", name=name[:LONGEST])


def read(content: bytes, file_name: str) -> Sheet:
    """Read a CSV or an XLSX; raises BadInput for what is no table of entries."""
    table = read_table(content, file_name)
    heading = tuple(cell.strip() for cell in table.header)
    while heading and not heading[-1]:
        heading = heading[:-1]
    if LABEL not in heading or len(heading) != len(set(heading)):
        raise BadInput("entity_file_heading")
    wrong = [one for one in heading if not _column(one)]
    if wrong:
        raise BadInput("entity_file_column", column=wrong[0][:LONGEST])
    if len(table.rows) > MOST_ROWS:
        raise BadInput("entity_file_large", limit=MOST_ROWS)
    rows = tuple(_rows(heading, table))
    return Sheet(heading, rows, tuple(_mistakes(heading, table, rows)))


def _column(name: str) -> bool:
    return name in COLUMNS or is_property(name)


def _rows(heading: Sequence[str], table: Table) -> Iterator[BroughtRow]:
    for number, cells in table.rows:
        told = {n: _bare(cell) for n, cell in zip(heading, cells, strict=False)}
        name = told.pop("name", "")
        told.pop("__version", None)
        team, region = told.pop(TEAM, ""), told.pop(REGION, "")
        yield BroughtRow(number, name, told, team, region)


def _mistakes(
    heading: Sequence[str], table: Table, rows: Sequence[BroughtRow]
) -> Iterator[Wrong]:
    """Go through the file row by row: what is missing, twice, too long or computed."""
    names: set[str] = set()
    for row, (number, cells) in zip(rows, table.rows, strict=True):
        for column, cell in zip(heading, cells, strict=False):
            if isinstance(cell, Formula):
                yield Wrong(number, column, "entity_row_formula")
        if not row.values.get(LABEL):
            yield Wrong(number, LABEL, "entity_row_label")
        if len(row.name) > LONGEST:
            yield Wrong(number, "name", "entity_row_long", row.name[:LONGEST])
        if row.name in names:
            yield Wrong(number, "name", "entity_row_twice", row.name)
        names |= {row.name} - {""}


def _bare(cell: str) -> str:
    """Take away what our own files put before a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in COMPUTED else text
