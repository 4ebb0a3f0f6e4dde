"""A sheet as data: what XLSX and CSV both are written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from server.reports.cells import Value


class Kind(Enum):
    """How a column is written."""

    TEXT = "text"
    WRAP = "wrap"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"
    NUMBER = "number"
    LINK = "link"


class Shown(Enum):
    """When a column stands open; folded away it is one click off, and not printed."""

    ALWAYS = "always"
    #: Once something stands in it.
    FILLED = "filled"
    #: When a reader asks for it.
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, how it is written."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    #: Whether the total row adds it up.
    summed: bool = False
    shown: Shown = Shown.ALWAYS


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a row of another sheet of the same workbook."""

    shown: str | int
    sheet: str
    row: int


class Stands(Enum):
    """What a row is among the others."""

    PLAIN = "plain"
    #: It adds up others, and is written bold.
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a value for each column, and a picture for one of them."""

    values: tuple[Value | Link, ...]
    #: A small JPEG, and the column it belongs to.
    picture: bytes | None = None
    picture_column: int = 0
    stands: Stands = Stands.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title; the rows are read once, as they are written."""

    name: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    #: The word that heads the total row; there is none when it is empty.
    total: str = ""
    #: What the total row counts.
    unit: str = ""
    #: What stands in place of the rows when there are none.
    empty: str = "（没有记录）"


#: The rows above the data: title, sub-title, headings.
HEAD_ROWS = 3
