"""Chinese text found by any part of it: pairs of letters, in the database's own index.

SQLite keeps them in an FTS5 table, PostgreSQL in a tsvector. Both cut a text into words
by rules of their own, so a pair is written as plain letters and digits that neither
can cut: 网格 is `x7f51683c`. One row for each submission, or finding, under its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

#: As much of a submission as is searched.
LONGEST = 20_000
_GAP = re.compile(r"[\W_]+")


class _Matching(FunctionElement[Any]):
    """The words hold this sequence of pairs."""

    inherit_cache = True
    # SQLite would be asked whether it is 1 if it were told to be a Boolean.
    type: Any = NullType()


class _Indexed(FunctionElement[str]):
    """The words as the database indexes them."""

    inherit_cache = True
    type = String()


@compiles(_Matching)
def _match_fts(element: Any, compiler: Any, **told: Any) -> str:
    words, wanted = (compiler.process(part, **told) for part in element.clauses)
    return f"{words} MATCH {wanted}"


@compiles(_Matching, "postgresql")
def _match_tsvector(element: Any, compiler: Any, **told: Any) -> str:
    words, wanted = (compiler.process(part, **told) for part in element.clauses)
    return f"{words} @@ phraseto_tsquery('simple', {wanted})"


@compiles(_Indexed)
def _index_fts(element: Any, compiler: Any, **told: Any) -> str:
    return str(compiler.process(*element.clauses, **told))


@compiles(_Indexed, "postgresql")
def _index_tsvector(element: Any, compiler: Any, **told: Any) -> str:
    words = compiler.process(*element.clauses, **told)
    return f"to_tsvector('simple', CAST({words} AS text))"


class Index:
    """The words of one kind of row, and the statements that are written once."""

    def __init__(self, name: str) -> None:
        self.name = name
        columns = Column("rowid", BigInteger), Column("words", String)
        self.table = table = Table(name, MetaData(), *columns)
        self.forget = delete(table).where(table.c.rowid == bindparam("row"))
        indexed = _Indexed(bindparam("written", type_=String()))
        self.fill = insert(table).values(rowid=bindparam("row"), words=indexed)


SUBMISSIONS = Index("submission_words")
FINDINGS = Index("finding_words")


def create(connection: Connection, index: Index = SUBMISSIONS) -> None:
    """Make an index; for migrations."""
    name = index.name
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"CREATE VIRTUAL TABLE {name} USING fts5(words)"))
        return
    columns = "rowid bigint PRIMARY KEY, words tsvector NOT NULL"
    connection.execute(text(f"CREATE TABLE {name} ({columns})"))
    connection.execute(text(f"CREATE INDEX ix_{name} ON {name} USING gin (words)"))


def drop(connection: Connection, index: Index = SUBMISSIONS) -> None:
    """Take an index away; for migrations."""
    connection.execute(text(f"DROP TABLE {index.name}"))


def write(
    connection: Connection,
    texts: Sequence[tuple[int, str]],
    index: Index = SUBMISSIONS,
) -> None:
    """Index the texts of rows by their ids, in the place of those before."""
    rows = [{"row": key, "written": words(told)} for key, told in texts]
    if rows:
        connection.execute(index.forget, [{"row": key} for key, _told in texts])
        connection.execute(index.fill, rows)


def holding(wanted: str, index: Index = SUBMISSIONS) -> Select[int]:
    """Select the ids of rows that hold a text, blanks and case aside."""
    kept = index.table.c
    found = _Matching(kept.words, literal(f'"{" ".join(_asked(wanted))}"'))
    return select(kept.rowid).where(found)


def searchable(wanted: str) -> bool:
    """Tell whether there is a letter or digit to search by."""
    return bool(_asked(wanted))


def words(told: str) -> str:
    """Write a text as the words that stand for it: its pairs, then each letter."""
    pieces = _pieces(told[:LONGEST])
    pairs = [pair for piece in pieces for pair in _pairs(piece)]
    single = dict.fromkeys(letter for piece in pieces for letter in piece)
    return " ".join((*pairs, *map(_word, single)))


def _asked(wanted: str) -> list[str]:
    """Write what is asked as a sequence of words; one letter stands for itself."""
    pieces = _pieces(wanted)
    letters = [_word(piece) for piece in pieces if len(piece) == 1]
    return [pair for piece in pieces for pair in _pairs(piece)] or letters[:1]


def _pieces(told: str) -> list[str]:
    """Cut a text where there is neither letter nor digit."""
    return _GAP.sub(" ", unicodedata.normalize("NFKC", told).casefold()).split()


def _pairs(piece: str) -> Iterable[str]:
    return (_word(piece[at : at + 2]) for at in range(len(piece) - 1))


@lru_cache(maxsize=50_000)
def _word(letters: str) -> str:
    return "x" + letters.encode("utf-16-be", "surrogatepass").hex()
