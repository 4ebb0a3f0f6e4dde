"""The lists that a form picks from or looks up in: rows with named columns."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from forms.errors import ExpressionError, ListUnreadable
from forms.hardened import elements, local

MOST_ELEMENTS = 50_000
"""How many rows `instance()` may hand out; `pulldata()` finds its row in any number."""


@dataclass(frozen=True, eq=False)
class ItemList:
    """A list as it was given; looked up by any of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    _found: dict[str, Mapping[str, int]] = field(default_factory=dict, repr=False)

    def find(self, wanted: str, key: str, value: str) -> str:
        """Give one column of the first row that has a value in another; else ""."""
        if wanted not in self.columns or key not in self.columns:
            return ""
        at = self._places(key).get(value)
        return "" if at is None else self.cell(at, wanted)

    def cell(self, at: int, column: str) -> str:
        """Read one column of a row; rows may be shorter than the heading."""
        row, place = self.rows[at], self.columns.index(column)
        return row[place] if place < len(row) else ""

    def column(self, key: str, wanted: str) -> Mapping[str, str]:
        """Give one column by another, without a copy of the list."""
        return _Column(self, key, wanted)

    def values(self, key: str) -> Iterable[str]:
        """Give each value of a column once."""
        return self._places(key).keys()

    def cells(self, column: str) -> Sequence[str]:
        """Give a column from top to bottom; nothing where there is none."""
        if column not in self.columns:
            return ()
        return [self.cell(at, column) for at in range(len(self.rows))]

    def has(self, key: str, value: str) -> bool:
        """Tell whether any row has a value in a column."""
        return key in self.columns and value in self._places(key)

    def only(self, key: str, value: str) -> "ItemList":
        """Give the list with the rows alone that have a value in a column."""
        if key not in self.columns:
            return ItemList(self.name, self.columns, ())
        first = self._places(key).get(value, len(self.rows))
        later = range(first, len(self.rows))
        rows = [self.rows[at] for at in later if self.cell(at, key) == value]
        return ItemList(self.name, self.columns, rows)

    def _places(self, key: str) -> Mapping[str, int]:
        """Say which row comes first for each value of a column."""
        if key not in self._found:
            last_first = range(len(self.rows) - 1, -1, -1)
            self._found[key] = {self.cell(at, key): at for at in last_first}
        return self._found[key]

    @cached_property
    def element(self) -> Any:
        """Give the list as `instance()` does: an element that holds `root/item`."""
        if len(self.rows) > MOST_ELEMENTS:
            values = {"name": self.name, "limit": MOST_ELEMENTS}
            raise ExpressionError("expression_list_large", **values)
        whole = etree.Element("instance")
        root = etree.SubElement(whole, "root")
        for row in self.rows:
            item = etree.SubElement(root, "item")
            for column, told in zip(self.columns, row, strict=False):
                etree.SubElement(item, column).text = told
        return whole


@dataclass(frozen=True, slots=True, eq=False)
class _Column(Mapping[str, str]):
    """One column of a list by another; of rows that say the same the first counts."""

    known: ItemList
    key: str
    wanted: str

    def __getitem__(self, value: str) -> str:
        if not self.known.has(self.key, value):
            raise KeyError(value)
        return self.known.find(self.wanted, self.key, value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.known.values(self.key))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def of_csv(name: str, content: bytes) -> ItemList:
    """Read a list from CSV; columns that XML could not name are left out.

    Raises ListUnreadable.
    """
    return of_rows(name, *_rows_of(content))


def of_rows(
    name: str, heading: Iterable[str], rows: Iterable[Sequence[str]]
) -> ItemList:
    """Make a list of rows that have been read."""
    columns = [column.strip() for column in heading]
    kept = [at for at, column in enumerate(columns) if _nameable(column)]
    told = [
        tuple(_clean(row[at]) if at < len(row) else "" for at in kept)
        for row in rows
        if any(row)
    ]
    return ItemList(name, tuple(columns[at] for at in kept), told)


def labels(content: bytes, language: str = "") -> dict[str, str]:
    """Read what a list calls its values, in a language where it has that.

    A list that cannot be read calls nothing anything.
    """
    try:
        heading, rows = _rows_of(content)
    except ListUnreadable:
        return {}
    if "name" not in heading:
        return {}
    name, label = heading.index("name"), _label_column(heading, language)
    found = {_at(row, name): _at(row, label) for row in reversed(rows)}
    return {value: told or value for value, told in found.items() if value}


def _label_column(heading: Sequence[str], language: str) -> int | None:
    spoken = [c for c in heading if c.startswith("label::") and f"({language})" in c]
    wanted = next(iter([*spoken, "label"]))
    return heading.index(wanted) if wanted in heading else None


def _at(row: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(row) else row[place]


def _rows_of(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Read the heading and the rows, however badly written; raises ListUnreadable."""
    text = content.decode("utf-8-sig", errors="replace").replace("\0", "")
    reader = csv.reader(io.StringIO(text))
    try:
        return [column.strip() for column in next(reader, [])], list(reader)
    except csv.Error as error:
        raise ListUnreadable(row=reader.line_num, reason=str(error)) from error


def of_element(name: str, root: Any) -> ItemList:
    """Read a list from the items under an element of a form."""
    items = [
        {local(each): (each.text or "").strip() for each in elements(item)}
        for item in elements(root)
    ]
    columns = tuple(dict.fromkeys(column for item in items for column in item))
    return ItemList(name, columns, [_row(item, columns) for item in items])


def _row(item: Mapping[str, str], columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(item.get(column, "") for column in columns)


def _nameable(column: str) -> bool:
    first = column[:1]
    return (first.isalpha() or first == "_") and all(
        letter.isalnum() or letter in "_.-" for letter in column
    )


def _clean(told: str) -> str:
    """Leave out what XML cannot hold."""
    if told.isprintable():
        return told
    return "".join(c for c in told if c.isprintable() or c in "\t\n\r")
