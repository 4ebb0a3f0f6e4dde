"""Build the shipped workbooks from their tables: `python -m forms.library.build`.

The same tables always give the same bytes.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import xlsxwriter

from forms.library import FOLDER, NAMES
from forms.library.tables import Table, as_rows, as_table, read_tables

SOURCE = FOLDER / "source"
MADE = datetime(2026, 1, 1, tzinfo=UTC)

NO_ID = "not(regex(., '.*[0-9]{17}[0-9Xx].*')) and not(regex(., '.*1[3-9][0-9]{9}.*'))"
NO_ID_MESSAGE = "请勿填写身份证号、手机号等个人信息"

Row = dict[str, str]


def build(name: str) -> bytes:
    """Build one workbook."""
    tables = read_tables((SOURCE / f"{name}.md").read_text(encoding="utf-8"))
    survey = [_grown(row) for row in _with_parts(as_rows(tables["survey"]))]
    return write_workbook({**tables, "survey": as_table(survey)})


def _with_parts(rows: Iterator[Row]) -> Iterator[Row]:
    """Put the rows of a part where a form includes it."""
    for row in rows:
        if row["type"] == "include":
            part = (SOURCE / f"part_{row['name']}.md").read_text(encoding="utf-8")
            yield from as_rows(read_tables(part)["survey"])
        else:
            yield row


def _grown(row: Row) -> Row:
    """Write out the constraint that keeps numbers of persons out of free text."""
    if row.get("constraint") != "NOID":
        return row
    return {**row, "constraint": NO_ID, "constraint_message": NO_ID_MESSAGE}


def write_workbook(sheets: Mapping[str, Table]) -> bytes:
    """Write tables as the sheets of a workbook, every cell as text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": MADE.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, None if number else bold)
        sheet.set_column(0, len(table[0]) - 1, 24)
    book.close()
    return out.getvalue()


def main() -> None:
    """Write all workbooks into the library."""
    for name in NAMES:
        (FOLDER / f"{name}.xlsx").write_bytes(build(name))


if __name__ == "__main__":
    main()
