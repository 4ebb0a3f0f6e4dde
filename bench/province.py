"""A province's ledger for one measurement: the demonstration's findings, many times.

Each copy keeps its states, history, photos and due date, and gets a key, a number and a
county of its own; nothing is there that the real pipeline would not have written.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FINDINGS = 100_000
#: Table by table: which column leads to the finding, and what a copy has of its own.
TABLES = {
    "finding": (
        "id",
        {
            "id": "id + :ahead",
            "key": "'c' || hex(randomblob(11))",
            "repeat_uuid": "repeat_uuid || ' ' || :nth",
            "finding_no": "finding_no || '-' || :nth",
            "county_code": "(SELECT code FROM county WHERE nth ="
            " (id + :nth) % (SELECT count(*) FROM county))",
        },
    ),
    "finding_version": (
        "finding_id",
        {
            "id": "NULL",
            "finding_id": "finding_id + :ahead",
            "finding_no": "finding_no || '-' || :nth",
            "state": "json_set(state, '$.finding_no', finding_no || '-' || :nth)",
        },
    ),
    "finding_evidence": (
        "finding_id",
        {"id": "NULL", "finding_id": "finding_id + :ahead"},
    ),
}
COUNTIES = """CREATE TEMP TABLE county AS
    SELECT code, row_number() OVER (ORDER BY code) - 1 AS nth
    FROM region WHERE level = 'county'"""
MODELS = """CREATE TEMP TABLE model AS
    SELECT id AS model_id FROM finding WHERE finding_no IS NOT NULL"""

SEARCHED = """INSERT INTO finding_words (rowid, words)
    SELECT rowid + :ahead, words FROM finding_words
    WHERE rowid IN (SELECT model_id FROM model)"""


def fill(folder: Path, findings: int = FINDINGS) -> int:
    """Fill the ledger of a demonstration up to so many; give how many there are."""
    with closing(sqlite3.connect(folder / "chafang.sqlite3")) as base:
        base.execute(COUNTIES)
        base.execute(MODELS)
        (models,) = base.execute("SELECT count(*) FROM model").fetchone()
        (last,) = base.execute("SELECT max(id) FROM finding").fetchone()
        copied = [_copy(base, table, *own) for table, own in TABLES.items()]
        for nth in range(1, findings // models):
            for words in (*copied, SEARCHED):
                base.execute(words, {"ahead": last * nth, "nth": nth})
        # The demonstration's weekly file would be made of it all, beside what is timed.
        base.execute("UPDATE export_job SET next_on = NULL")
        base.execute("ANALYZE")
        base.commit()
    return int(models) * (findings // int(models))


def _copy(
    base: sqlite3.Connection, table: str, finding: str, own: dict[str, str]
) -> str:
    """Write the statement that copies the models' rows of a table."""
    columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(own.get(column, column) for column in columns)
    copied = f"SELECT {values} FROM {table}"  # noqa: S608 - all words are ours
    models = f"WHERE {finding} IN (SELECT model_id FROM model)"  # noqa: S608
    return f"INSERT INTO {table} ({', '.join(columns)}) {copied} {models}"
