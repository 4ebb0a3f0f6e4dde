"""A form in a test is a table: sheets drawn with bars become a real workbook.

survey
| type  | name  | label      | required |
| text  | roof  | Roof cover | yes      |
| image | photo | Photo      |          |
"""

from __future__ import annotations

import io
from functools import lru_cache

from openpyxl import Workbook

from forms.workbook import CompiledForm, compile_workbook


@lru_cache(maxsize=128)
def workbook(tables: str) -> bytes:
    """Make an XLSX of the sheets that are drawn."""
    book = Workbook()
    sheet = None
    for line in filter(None, map(str.strip, tables.splitlines())):
        if not line.startswith("|"):
            sheet = book.create_sheet(line)
        elif sheet is not None:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            sheet.append([cell or None for cell in cells])
    book.remove(book["Sheet"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@lru_cache(maxsize=128)
def compiled(tables: str) -> CompiledForm:
    """Compile the form that is drawn, once for all tests."""
    return compile_workbook(workbook(tables), "table.xlsx")
